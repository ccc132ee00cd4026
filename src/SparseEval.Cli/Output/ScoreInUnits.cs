using System.Globalization;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>Scores that stand for another quantity, in its units: the estimate and its interval, turned around.</summary>
internal static class ScoreInUnits
{
    public static void Write(TextWriter output, RunRecord record)
    {
        var kind = record.Scorer.Split('(')[0].Split(':');
        if (kind[0] == "bits_per_byte")
        {
            var most = kind.Length > 1 ? double.Parse(kind[1], CultureInfo.InvariantCulture) : 8;
            Write(output, record.Estimate, "bits", score => most * (1 - score), "a byte");
            Write(output, record.Estimate, "perplex.", score => Math.Pow(2, most * (1 - score)), "a byte");
        }
        else if (kind[0] == "error" && kind[1].Split("..") is [var low, var high])
        {
            var range = double.Parse(high, CultureInfo.InvariantCulture) - double.Parse(low, CultureInfo.InvariantCulture);
            Write(output, record.Estimate, "error", score => range * (1 - score), "in absolute value");
        }
        else if (kind[0] == "similarity") Write(output, record.Estimate, "cosine", score => (2 * score) - 1, "on average");
    }

    private static void Write(TextWriter output, Estimate estimate, string name, Func<double, double> of, string unit)
    {
        double[] ends = estimate.Interval is { } interval ? [of(interval.Lower), of(interval.Upper)] : [];
        output.WriteLine($"  {name,-8} {Quantity.Significant(of(estimate.Value))} {unit}{(ends.Length > 0 ? $"   {Quantity.Significant(ends.Min())} to {Quantity.Significant(ends.Max())}" : "")}");
    }
}
