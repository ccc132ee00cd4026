using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What was not spent, against a full run.</summary>
/// <param name="Figures">Full less spent.</param>
/// <param name="TokenShare">Share in [0, 1] of a full run's tokens that was not spent, or null where that cannot be said; below 0 where more was spent.</param>
public sealed record SavedCompute(LedgerEntry Figures, double? TokenShare)
{
    /// <summary>Such as <c>2.9 s ± 0.1 engine time, 88 % of tokens</c>.</summary>
    public override string ToString()
    {
        var time = Figures.EngineSeconds is { } seconds ? $"{Seconds(seconds)} engine time" : "engine time unknown";
        return TokenShare is { } share ? $"{time}, {Text(Math.Floor(share * 100), "0")} % of tokens" : time;
    }

    private static string Seconds(LedgerFigure seconds)
    {
        var (scale, unit) = Math.Abs(seconds.Value) switch { >= 7200 => (3600, "h"), >= 120 => (60, "min"), _ => (1, "s") };
        var half = seconds.Interval is { } interval ? interval.HalfWidth / scale : (double?)null;
        var format = half is > 0 and < 0.05 ? "0.000" : "0.0";
        return $"{Text(seconds.Value / scale, format)} {unit}{(half is { } h ? $" ± {Text(h, format)}" : "")}";
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
