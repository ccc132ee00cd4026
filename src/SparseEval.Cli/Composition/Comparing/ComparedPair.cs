namespace SparseEval.Cli.Composition.Comparing;

/// <summary>One pair of models, A minus B.</summary>
internal sealed record ComparedPair(string A, string B, PairedComparison Comparison, string Verdict)
{
    /// <summary>Adjusted p-values over all pairs; null where none can be said.</summary>
    public (double Holm, double BenjaminiHochberg)? Adjusted { get; init; }

    /// <summary>Items with both scores.</summary>
    public int Items => Comparison.Items.Better + Comparison.Items.Worse + Comparison.Items.Equal;

    /// <summary>better, worse, equivalent or undecided, by the whole interval.</summary>
    public static string Judge(ConfidenceInterval? interval, double margin) => interval switch
    {
        null => "undecided",
        { Lower: var lower } when lower > margin + 1e-12 => "better",
        { Upper: var upper } when upper < -margin - 1e-12 => "worse",
        _ when interval.Lower >= -margin - 1e-12 && interval.Upper <= margin + 1e-12 => "equivalent",
        _ => "undecided",
    };
}
