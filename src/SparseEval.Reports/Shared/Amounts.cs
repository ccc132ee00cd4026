using System.Globalization;

namespace SparseEval.Reports;

/// <summary>Amounts as reports write them: those of <see cref="Quantity"/> with their unit on the same line, and scores.</summary>
internal static class Amounts
{
    public static string Count(double value) => Quantity.Count(value);

    public static string Of(double value, string noun) => Quantity.Of(value, noun);

    public static string Significant(double value) => Quantity.Significant(value);

    public static string Share(double share) => Unbroken(Quantity.Share(share));

    public static string Seconds(double seconds) => Unbroken(Quantity.Seconds(seconds));

    /// <summary>A level such as 95 %, without needless decimals.</summary>
    public static string Level(double level) => string.Create(CultureInfo.InvariantCulture, $"{level * 100:0.##}\u00a0%");

    public static string Score(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Short(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference of scores in points: 1.2 points.</summary>
    public static string Points(double difference) => string.Create(CultureInfo.InvariantCulture, $"{difference * 100:0.0#}\u00a0points");

    private static string Unbroken(string amount) => amount.Replace(' ', '\u00a0');
}
