using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What was not spent, against a full run.</summary>
/// <param name="Figures">Full less spent.</param>
/// <param name="TokenShare">Share in [0, 1] of a full run's tokens that was not spent, or null where that cannot be said; below 0 where more was spent.</param>
public sealed record SavedCompute(LedgerEntry Figures, double? TokenShare)
{
    /// <summary>Of <see cref="TokenShare"/>: the share of a full run's tokens that the response cache answered for drawn items; the rest is saved by drawing. 0 without cached answers.</summary>
    public double CacheTokenShare { get; init; }

    /// <summary>Such as <c>2.9 s ± 0.1 engine time, 88 % of tokens</c>, with <c>(of them 10 by the response cache)</c> where it answered; less than nothing is said in words.</summary>
    public override string ToString()
    {
        var time = Figures.EngineSeconds switch
        {
            null => "engine time unknown",
            { Value: < 0 } more => $"no engine time ({Seconds(more with { Value = -more.Value, Interval = null })} more than a full run, planning included)",
            { } seconds => $"{Seconds(seconds)} engine time",
        };
        return TokenShare switch
        {
            null => time,
            < 0 => $"{time}, no tokens",
            { } share => $"{time}, {Percent(share)} % of tokens{(CacheTokenShare > 0 ? $" (of them {Percent(CacheTokenShare)} by the response cache)" : "")}",
        };
    }

    private static string Percent(double share) => Text(Math.Floor(share * 100), "0");

    private static string Seconds(LedgerFigure seconds)
    {
        var (scale, unit) = Math.Abs(seconds.Value) switch { >= 7200 => (3600, "h"), >= 120 => (60, "min"), _ => (1, "s") };
        var half = seconds.Interval is { } interval ? interval.HalfWidth / scale : (double?)null;
        var format = half is > 0 and < 0.05 ? "0.000" : "0.0";
        return $"{Text(seconds.Value / scale, format)} {unit}{(half is { } h ? $" ± {Text(h, format)}" : "")}";
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
