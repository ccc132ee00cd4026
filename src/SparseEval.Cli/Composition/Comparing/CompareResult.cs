using SparseEval.Cli.Output.Pages;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Comparing;

/// <summary>Models compared on the items that they share.</summary>
internal sealed record CompareResult
{
    public required string Benchmark { get; init; }

    public required int Population { get; init; }

    /// <summary>Items that all have in common; of a comparison that ran, those of the model.</summary>
    public required int Shared { get; init; }

    public required double Margin { get; init; }

    public required double Confidence { get; init; }

    /// <summary>True where the number of items depended on scores, so that intervals are those of a confidence sequence.</summary>
    public required bool IsSequential { get; init; }

    /// <summary>What the shared items stand for, in a phrase.</summary>
    public required string Basis { get; init; }

    /// <summary>Each model with its ranks, all of which hold at once.</summary>
    public required IReadOnlyList<(string Name, int Best, int Worst)> Models { get; init; }

    public required IReadOnlyList<ComparedPair> Pairs { get; init; }

    /// <summary>Engine seconds of a comparison that ran.</summary>
    public double? Seconds { get; init; }

    /// <summary>Runs behind it, where they are known.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>What a page shows of two models besides.</summary>
    public Func<PageDetail>? Detail { get; init; }

    public IEnumerable<Diagnostic> Diagnostics => Pairs.SelectMany(p => p.Comparison.Diagnostics).DistinctBy(d => d.Message);

    /// <summary>Of the first pair, or of all where there are more.</summary>
    public string Sentence()
    {
        if (Pairs.Count > 1) return $"{Models.Count} models on {Quantity()}: {Pairs.Count(p => p.Verdict is "better" or "worse")} of {Pairs.Count} pairs decided, {Pairs.Count(p => p.Verdict == "equivalent")} equivalent, {Pairs.Count(p => p.Verdict == "undecided")} undecided.";
        var (pair, comparison) = (Pairs[0], Pairs[0].Comparison);
        var interval = comparison.Interval is { } ci ? FormattableString.Invariant($"{100 * ci.Level:0.##} % {(IsSequential ? "confidence sequence" : "CI")} {ci.Lower:+0.0000;-0.0000;0.0000} to {ci.Upper:+0.0000;-0.0000;0.0000}") : "no interval";
        var against = pair.Verdict switch { "better" => "better than", "worse" => "worse than", "equivalent" => "equivalent to", _ => "neither shown better nor worse than" };
        var margin = Margin > 0 ? FormattableString.Invariant($" at a margin of {Margin:0.####}") : "";
        return $"{pair.A} is {against} {pair.B}{margin}: {comparison.Difference.ToString("+0.0000;-0.0000;0.0000", System.Globalization.CultureInfo.InvariantCulture)} ({interval}; {Quantity()}).";
    }

    private string Quantity() => $"{SparseEval.Quantity.Count(Least)} of {SparseEval.Quantity.Of(Population, "item")} of {Benchmark}{(Least < Shared ? $", {(Pairs.Count > 1 ? "at most " : "")}{SparseEval.Quantity.Count(Shared - Least)} more without a score of both" : "")}";

    /// <summary>Items with both scores, of the pair that has fewest.</summary>
    private int Least => Pairs.Min(p => p.Items);
}
