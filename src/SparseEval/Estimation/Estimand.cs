using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval;

/// <summary>Which weighted average of the item scores is the full score: theta = sum of w_i y_i, the weights summing to 1.</summary>
public sealed record Estimand
{
    private readonly double[]? _given;

    private Estimand(string name, string? categoryField = null, string? weightField = null, double[]? given = null) =>
        (Name, CategoryField, WeightField, _given) = (name, categoryField, weightField, given);

    /// <summary>Every item weighs 1/N (micro average).</summary>
    public static Estimand ItemWeighted { get; } = new("item-weighted");

    /// <summary>Every category weighs the same, whatever its size (macro average).</summary>
    /// <param name="field">The item field that names the category.</param>
    public static Estimand CategoryWeighted(string field) => new($"category-weighted({field})", categoryField: field);

    /// <summary>Every item weighs what one of its fields says, such as its marks in an exam: sum of w_i y_i / sum of w_i. Items of weight 0 do not count.</summary>
    /// <param name="field">The item field that holds the weight: a number, finite and at least 0, above 0 for one item or more.</param>
    public static Estimand Weighted(string field) => new($"weighted({field})", weightField: field);

    /// <summary>The same with weights that no field holds.</summary>
    /// <param name="weights">One for each item in the benchmark's order; finite, at least 0, one of them above 0. They need not sum to 1.</param>
    /// <exception cref="SparseEvalException">A weight is out of range, or all are 0.</exception>
    public static Estimand Weighted(IReadOnlyList<double> weights)
    {
        double[] given = [.. weights];
        for (var i = 0; i < given.Length; i++)
            if (!(given[i] >= 0 && double.IsFinite(given[i]))) throw new SparseEvalException($"Weight {given[i]} at position {i} is out of range; weights are finite and at least 0.");
        if (!given.Any(w => w > 0)) throw new SparseEvalException($"None of the {given.Length} weights is above 0, so nothing would count. Give at least one item a weight.");
        var digest = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(given.AsSpan())))[..12];
        return new($"weighted({given.Length} given, {digest})", given: given);
    }

    /// <summary>
    /// Every item weighs the bytes of its answer in UTF-8, with the white space that ends its prompt (<see cref="Item.MeasuredText"/>), as they stand in a measure of a text's length such as bits per byte: the mean is that of all texts put
    /// together. The answer must not be empty.
    /// </summary>
    public static Estimand AnswerBytes { get; } = new("weighted(answer bytes)");

    /// <summary>The field that names categories; null where no category counts.</summary>
    public string? CategoryField { get; }

    /// <summary>The field that holds weights, or null where none does.</summary>
    public string? WeightField { get; }

    /// <summary>
    /// As printed: <c>item-weighted</c>, <c>category-weighted(family)</c>, <c>weighted(points)</c>, or <c>weighted(1200 given, 5f0c...)</c> with a digest of the weights. Equal names are equal averages of one benchmark.
    /// </summary>
    public string Name { get; }

    internal bool IsItemWeighted => !IsWeighted && CategoryField is null;

    /// <summary>True where items have weights of their own.</summary>
    internal bool IsWeighted => WeightField is not null || _given is not null || ReferenceEquals(this, AnswerBytes);

    /// <summary>The weight of every item in the benchmark's order; they sum to 1.</summary>
    /// <exception cref="SparseEvalException">An item lacks the field, or its weight is no number in range; or the number of weights is not that of items.</exception>
    public double[] Weights(Benchmark benchmark)
    {
        if (ReferenceEquals(this, AnswerBytes)) return Normalised(Bytes(benchmark));
        if (IsWeighted) return Normalised(WeightField is { } marks ? Read(benchmark, marks) : Given(benchmark));
        if (CategoryField is not { } field) return Enumerable.Repeat(1.0 / benchmark.Count, benchmark.Count).ToArray();
        var sizes = benchmark.Items.CountBy(item => item[field]).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        return benchmark.Items.Select(item => 1.0 / sizes.Count / sizes[item[field]]).ToArray();
    }

    /// <summary>By name, which says all.</summary>
    public bool Equals(Estimand? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private double[] Given(Benchmark benchmark) => _given!.Length == benchmark.Count ? _given : throw new SparseEvalException(
        $"{_given.Length} weights were given for the {benchmark.Count} items of benchmark '{benchmark.Name}'. Give one for each.");

    private static double[] Bytes(Benchmark benchmark)
    {
        double[] bytes = [.. benchmark.Items.Select(item => (double)Encoding.UTF8.GetByteCount(item.MeasuredText))];
        return Array.FindIndex([.. benchmark.Items], item => item.Answer.Length == 0) is >= 0 and var empty ? throw new SparseEvalException($"Item '{benchmark.Items[empty].Id}' has an empty answer, which no byte weighs.") : bytes;
    }

    private static double[] Read(Benchmark benchmark, string field)
    {
        var weights = new double[benchmark.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var item = benchmark.Items[i];
            if (!double.TryParse(item[field], NumberStyles.Float, CultureInfo.InvariantCulture, out weights[i]) || !(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new SparseEvalException($"Item '{item.Id}' has '{item[field]}' in the field '{field}'; weights are numbers, finite and at least 0.");
        }
        if (!weights.Any(w => w > 0)) throw new SparseEvalException($"No item of benchmark '{benchmark.Name}' has a weight above 0 in the field '{field}', so nothing would count.");
        return weights;
    }

    /// <summary>Divided by the greatest first, so that sums stay finite.</summary>
    private static double[] Normalised(double[] weights)
    {
        var most = weights.Max();
        var sum = weights.Sum(w => w / most);
        return Array.ConvertAll(weights, w => w / most / sum);
    }
}
