namespace SparseEval.Data;

/// <summary>What one run of an item cost, as far as the source says it.</summary>
internal readonly record struct RunCosts(double? InputTokens = null, double? OutputTokens = null, double? Seconds = null, double? Usd = null)
{
    /// <summary>As the source has it, below 0 too: the run tells such amounts and leaves them out.</summary>
    public static double? Amount(JsonPlace? value) => value?.Number;

    /// <summary>The sum; unknown where a part is, and below 0 where a part is.</summary>
    public static double? Sum(IReadOnlyCollection<double?> parts) => parts.Count == 0 || parts.Contains(null) ? null : parts.Min() < 0 ? parts.Min() : parts.Sum();

    /// <summary>How many amounts are below 0, as tools write for unknown ones.</summary>
    public int Negative => (InputTokens < 0 ? 1 : 0) + (OutputTokens < 0 ? 1 : 0) + (Seconds < 0 ? 1 : 0) + (Usd < 0 ? 1 : 0);

    /// <summary>Those of at least 0.</summary>
    public RunCosts Known() => new(InputTokens < 0 ? null : InputTokens, OutputTokens < 0 ? null : OutputTokens, Seconds < 0 ? null : Seconds, Usd < 0 ? null : Usd);

    /// <summary>The largest amount; 0 where none is said.</summary>
    public double Largest => Math.Max(Math.Max(InputTokens ?? 0, OutputTokens ?? 0), Math.Max(Seconds ?? 0, Usd ?? 0));

    public static RunCosts Of(ImportedScore score) => new(score.InputTokens, score.OutputTokens, score.Seconds, score.Usd);

    /// <summary>The mean of each amount over those that say it.</summary>
    public static RunCosts Mean(IReadOnlyCollection<RunCosts> costs) => new(costs.Average(c => c.InputTokens), costs.Average(c => c.OutputTokens), costs.Average(c => c.Seconds), costs.Average(c => c.Usd));

    public ImportedScore AddTo(ImportedScore score) => score with { InputTokens = InputTokens, OutputTokens = OutputTokens, Seconds = Seconds, Usd = Usd };
}
