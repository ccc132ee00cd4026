using System.Globalization;

namespace SparseEval.Reports;

/// <summary>Amounts as people read them.</summary>
internal static class Amounts
{
    public static string Count(double value) => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);

    public static string Of(double value, string noun) => $"{Count(value)} {noun}{(Math.Round(value) == 1 ? "" : "s")}";

    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0}\u00a0%");

    /// <summary>A level such as 95 %, without needless decimals.</summary>
    public static string Level(double level) => string.Create(CultureInfo.InvariantCulture, $"{level * 100:0.##}\u00a0%");

    public static string Score(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Short(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A difference of scores in points: 1.2 points.</summary>
    public static string Points(double difference) => string.Create(CultureInfo.InvariantCulture, $"{difference * 100:0.0#}\u00a0points");

    public static string Seconds(double seconds) => Math.Abs(seconds) switch
    {
        < 120 => $"{Significant(seconds)}\u00a0s",
        < 7200 => $"{Significant(seconds / 60)}\u00a0min",
        _ => $"{Significant(seconds / 3600)}\u00a0h",
    };

    public static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
