namespace SparseEval;

/// <summary>Which weighted average of the item scores is the full score: theta = sum of w_i y_i, the weights summing to 1.</summary>
public sealed record Estimand
{
    private Estimand(string? field) => CategoryField = field;

    /// <summary>Every item weighs 1/N (micro average).</summary>
    public static Estimand ItemWeighted { get; } = new(field: null);

    /// <summary>Every category weighs the same, whatever its size (macro average).</summary>
    /// <param name="field">The item field that names the category.</param>
    public static Estimand CategoryWeighted(string field) => new(field);

    /// <summary>The field that names categories, or null for the item-weighted score.</summary>
    public string? CategoryField { get; }

    /// <summary>As printed: <c>item-weighted</c> or <c>category-weighted(family)</c>.</summary>
    public string Name => CategoryField is null ? "item-weighted" : $"category-weighted({CategoryField})";

    /// <summary>The weight of every item in the benchmark's order; they sum to 1.</summary>
    public double[] Weights(Benchmark benchmark)
    {
        if (CategoryField is not { } field) return Enumerable.Repeat(1.0 / benchmark.Count, benchmark.Count).ToArray();
        var sizes = benchmark.Items.CountBy(item => item[field]).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        return benchmark.Items.Select(item => 1.0 / sizes.Count / sizes[item[field]]).ToArray();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
