namespace SparseEval.Reports;

/// <summary>The item field by which a report divides the benchmark.</summary>
internal static class CategoryField
{
    public const string None = "The items have no field with 2 to 40 values to divide the benchmark by, so nothing is shown by category.";
    private const int Most = 40;

    /// <summary>The field whose values are the strata of a draw, else <see cref="Of(Benchmark)"/>.</summary>
    public static string? Of(Benchmark benchmark, IReadOnlySet<string> strata) => strata.Count < 2 ? Of(benchmark)
        : benchmark.Items[0].Fields.Keys.FirstOrDefault(field => benchmark.Items.All(i => i.Fields.ContainsKey(field)) && strata.SetEquals(benchmark.Items.Select(i => i[field]))) ?? Of(benchmark);

    /// <summary>The first field, in the order of the first item, that every item has and that takes 2 to 40 values, each on 2 items or more on average; null without one.</summary>
    public static string? Of(Benchmark benchmark) => benchmark.Items[0].Fields.Keys.FirstOrDefault(field =>
    {
        if (benchmark.Items.Any(item => !item.Fields.ContainsKey(field))) return false;
        var values = benchmark.Items.Select(item => item[field]).Distinct(StringComparer.Ordinal).Take(Most + 1).Count();
        return values is >= 2 and <= Most && benchmark.Count >= 2 * values;
    });
}
