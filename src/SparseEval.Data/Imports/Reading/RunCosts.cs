namespace SparseEval.Data;

/// <summary>What one run of an item cost, as far as the source says it.</summary>
internal readonly record struct RunCosts(double? InputTokens = null, double? OutputTokens = null, double? Seconds = null, double? Usd = null)
{
    /// <summary>Amounts below 0 are no amounts.</summary>
    public static double? Amount(JsonPlace? value) => value?.Number is { } amount && amount >= 0 ? amount : null;

    /// <summary>The largest amount; 0 where none is said.</summary>
    public double Largest => Math.Max(Math.Max(InputTokens ?? 0, OutputTokens ?? 0), Math.Max(Seconds ?? 0, Usd ?? 0));

    public static RunCosts Of(ImportedScore score) => new(score.InputTokens, score.OutputTokens, score.Seconds, score.Usd);

    /// <summary>The mean of each amount over those that say it.</summary>
    public static RunCosts Mean(IReadOnlyCollection<RunCosts> costs) => new(costs.Average(c => c.InputTokens), costs.Average(c => c.OutputTokens), costs.Average(c => c.Seconds), costs.Average(c => c.Usd));

    public ImportedScore AddTo(ImportedScore score) => score with { InputTokens = InputTokens, OutputTokens = OutputTokens, Seconds = Seconds, Usd = Usd };
}
