namespace SparseEval;

/// <summary>What can be known of items without any model: numbers and fields that may tell hard ones from easy ones where no past model's scores are at hand (a cold start).</summary>
public static class ItemPredictors
{
    private const int MostValues = 30;

    /// <summary>
    /// Columns in [0, 1] over the benchmark's items: ranks of the lengths of prompt and answer, of the numbers of words and digits in the prompt, of the number of options, and an
    /// indicator for each value of each field that has 2 to 30 values. Columns that do not vary are left out.
    /// </summary>
    /// <param name="benchmark">The items.</param>
    /// <returns>One row a predictor, named <c>rank(prompt length)</c> or <c>family=add</c>; null where nothing varies.</returns>
    public static ResponseMatrix? Of(Benchmark benchmark)
    {
        var columns = Statistics(benchmark.Items).Concat(Indicators(benchmark.Items)).Where(c => c.Values.Distinct().Skip(1).Any()).ToArray();
        if (columns.Length == 0) return null;
        var builder = new ResponseMatrixBuilder([.. columns.Select(c => c.Name)], [.. benchmark.Items.Select(item => item.Id)]);
        for (var m = 0; m < columns.Length; m++)
            for (var i = 0; i < benchmark.Count; i++) builder.Set(m, i, columns[m].Values[i]);
        return builder.Build();
    }

    private static IEnumerable<(string Name, double[] Values)> Statistics(IReadOnlyList<Item> items) =>
    [
        ("rank(prompt length)", Ranks(items, item => item.Prompt.Length)),
        ("rank(answer length)", Ranks(items, item => item.Answer.Length)),
        ("rank(words)", Ranks(items, item => item.Prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)),
        ("rank(digits)", Ranks(items, item => item.Prompt.Count(char.IsAsciiDigit))),
        ("rank(options)", Ranks(items, item => item.Options.Count)),
    ];

    /// <summary>Mean ranks of equal values, from 0 to 1.</summary>
    private static double[] Ranks(IReadOnlyList<Item> items, Func<Item, int> number)
    {
        var (place, seen) = (new Dictionary<int, double>(), 0);
        foreach (var group in items.GroupBy(number).OrderBy(g => g.Key))
        {
            var size = group.Count();
            place[group.Key] = (seen + 0.5 * size) / items.Count;
            seen += size;
        }
        return [.. items.Select(item => place[number(item)])];
    }

    private static IEnumerable<(string Name, double[] Values)> Indicators(IReadOnlyList<Item> items) =>
        from field in items.SelectMany(item => item.Fields.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let values = items.Select(item => item.Fields.GetValueOrDefault(field)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()
        where values.Length is >= 2 and <= MostValues
        from value in values
        select ($"{field}={value}", items.Select(item => item.Fields.GetValueOrDefault(field) == value ? 1.0 : 0.0).ToArray());
}
