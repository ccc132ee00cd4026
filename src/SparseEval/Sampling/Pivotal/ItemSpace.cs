using System.Globalization;

namespace SparseEval;

/// <summary>Places items in a space where near ones are expected to score alike.</summary>
internal static class ItemSpace
{
    /// <summary>Factors beyond these add noise to distances rather than nearness.</summary>
    private const int MostFactors = 4;

    /// <returns>Coordinates of every item.</returns>
    public static double[][] Of(SamplingFrame frame, string? by)
    {
        if (by is not null) return FromFields(frame.Benchmark, by);
        var history = frame.History ?? throw new SparseEvalException("The design 'pivotal' needs a space to spread in: past models' scores, and the frame has none. " +
            "Give a history or numeric item fields, or use 'systematic'.");
        var factors = HistoryFactors.Of(history);
        return [.. factors.Loadings.Select((v, i) => (double[])[factors.Mean[i], .. v.Take(MostFactors)])];
    }

    private static double[][] FromFields(Benchmark benchmark, string by)
    {
        var fields = by.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0) throw new SparseEvalException("No field was given to spread over. Name item fields with numbers.");
        var columns = Array.ConvertAll(fields, field => Scaled([.. benchmark.Items.Select(item => Number(item, field))]));
        return [.. Enumerable.Range(0, benchmark.Count).Select(i => Array.ConvertAll(columns, c => c[i]))];
    }

    private static double Number(Item item, string field) =>
        double.TryParse(item[field], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw new SparseEvalException(
            $"Item '{item.Id}' has '{item[field]}' in field '{field}', which is no number. Spread over numeric fields, or stratify by this one.");

    private static double[] Scaled(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(values, v => deviation > 0 ? (v - mean) / deviation : 0);
    }
}
