namespace SparseEval;

/// <summary>The difference of two models on the same items.</summary>
[TypeFormatterSource(typeof(PairedComparisonDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record PairedComparison
{
    /// <summary>Estimated full score of A minus that of B, in [-1, 1].</summary>
    public required double Difference { get; init; }

    /// <summary>Standard error of <see cref="Difference"/>, or null where it cannot be said.</summary>
    public required double? StandardError { get; init; }

    /// <summary>On the scale of the difference, or null where none holds; a diagnostic then says why.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>Two-sided p-value of no difference: the least alpha at which the default interval leaves 0 out, at least 1e-12; Student's t where an estimator gives the parts of the difference no intervals; null without a standard error.</summary>
    public required double? PValue { get; init; }

    /// <summary>McNemar's exact p-value, for right-or-wrong scores: the items that only one model has right are taken as fair coins. Null for graded scores.</summary>
    public required double? McNemarPValue { get; init; }

    /// <summary>Items on which A scores more, B scores more, and both the same.</summary>
    public required (int Better, int Worse, int Equal) Items { get; init; }

    /// <summary>Influence value of each item on the difference, keyed by its position in the benchmark.</summary>
    public required IReadOnlyDictionary<int, double> Influence { get; init; }

    /// <summary>What a reader must know before using the number.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Such as <c>+0.031 (95 % CI 0.004-0.058, p 0.02; 41 items better, 22 worse, 137 equal)</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Difference:+0.000;-0.000} ({(Interval is null ? "no interval" : $"{Interval}")}{(PValue is { } p ? FormattableString.Invariant($", p {p:0.####}") : "")}; {Items.Better} items better, {Items.Worse} worse, {Items.Equal} equal)");
}
