using System.Globalization;
using System.Runtime.CompilerServices;

namespace SparseEval;

/// <summary>Items in a space where near ones are expected to score alike; that of a history is kept as long as it lives.</summary>
internal sealed class ItemSpace
{
    /// <summary>Factors beyond these add noise to distances rather than nearness.</summary>
    private const int MostFactors = 4;

    private static readonly ConditionalWeakTable<ResponseMatrix, ItemSpace> Known = [];

    private ItemSpace(double[][] points) => (Points, Layout) = (points, new(points));

    /// <summary>Coordinates of every item.</summary>
    public double[][] Points { get; }

    public NeighbourLayout Layout { get; }

    public static ItemSpace Of(SamplingFrame frame, string? by)
    {
        if (by is not null) return new(FromFields(frame.Benchmark, by));
        var history = frame.History ?? throw new SparseEvalException("The design 'pivotal' needs a space to spread in: past models' scores, and the frame has none. " +
            "Give a history or numeric item fields, or use 'systematic'.");
        return Known.GetValue(history, h => new(FromHistory(HistoryFactors.Of(h))));
    }

    private static double[][] FromHistory(HistoryFactors factors) => [.. factors.Loadings.Select((v, i) => (double[])[factors.Mean[i], .. v.Take(MostFactors)])];

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
