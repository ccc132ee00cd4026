using System.Globalization;

namespace SparseEval;

/// <summary>Amounts as people read them, the same on the command line and in reports, in any culture.</summary>
internal static class Quantity
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>Whole number with thousands separated: 14,042.</summary>
    public static string Count(double value) => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: 1 item, 14,042 items.</summary>
    public static string Of(double value, string noun) => $"{Count(value)} {noun}{(Math.Round(value) == 1 ? "" : "s")}";

    /// <summary>A range with its noun, or one number where both ends are printed alike: 38 to 42 items.</summary>
    public static string Of(double least, double most, string noun) => Count(least) == Count(most) ? Of(most, noun) : $"{Count(least)} to {Of(most, noun)}";

    /// <summary>Three significant digits with an SI prefix: 1.85 T.</summary>
    public static string Si(double value)
    {
        var power = 0;
        while (Math.Abs(value) >= 999.5 && power < Prefixes.Length - 1)
        {
            value /= 1000;
            power++;
        }
        return $"{Significant(value)} {Prefixes[power]}";
    }

    /// <summary>Seconds, minutes or hours, three significant digits: 2.91 s, 14.2 min, 3.05 h.</summary>
    public static string Seconds(double seconds) => Math.Abs(seconds) switch
    {
        < 120 => $"{Significant(seconds)} s",
        < 7200 => $"{Significant(seconds / 60)} min",
        _ => $"{Significant(seconds / 3600)} h",
    };

    /// <summary>Percentage with one digit: 88.9 %.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    /// <summary>A range of percentages, or one where both ends are printed alike: 74.7 to 75.3 %.</summary>
    public static string Share(double least, double most) => Share(least) == Share(most) ? Share(most) : $"{Share(least)[..^2]} to {Share(most)}";

    /// <summary>Money, of which small amounts keep three digits too: 0.00104.</summary>
    public static string Money(double value) => Math.Abs(value) switch
    {
        >= 0.001 and < 0.01 => value.ToString("0.00000", CultureInfo.InvariantCulture),
        >= 0.01 and < 0.1 => value.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => Significant(value),
    };

    /// <summary>Three significant digits; above 999 all, with thousands separated.</summary>
    public static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
