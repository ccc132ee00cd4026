namespace SparseEval.Data;

/// <summary>What one run of an item cost, as far as the source says it.</summary>
internal readonly record struct RunCosts(double? InputTokens = null, double? OutputTokens = null, double? Seconds = null, double? Usd = null)
{
    /// <summary>Amounts below 0 are no amounts.</summary>
    public static double? Amount(JsonPlace? value) => value?.Number is { } amount && amount >= 0 ? amount : null;
}
