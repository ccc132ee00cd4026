using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What it cost to run past models for the history, where that was done for this benchmark's sake.</summary>
/// <param name="Amount">Above 0.</param>
/// <param name="InMoney">True in the currency of the price list, false in seconds of engine time.</param>
public sealed record HistoryCost(double Amount, bool InMoney)
{
    /// <summary>Reads <c>120</c> (money), <c>90s</c>, <c>45min</c> or <c>3.5h</c> (engine time).</summary>
    /// <exception cref="SparseEvalException">The text is not one of these.</exception>
    public static HistoryCost Parse(string text)
    {
        var trimmed = text.Trim();
        foreach (var (unit, seconds) in new[] { ("min", 60.0), ("s", 1), ("h", 3600) })
            if (trimmed.EndsWith(unit, StringComparison.Ordinal) && Number(trimmed[..^unit.Length]) is { } time) return new(time * seconds, InMoney: false);
        return Number(trimmed) is { } money ? new(money, InMoney: true)
            : throw new SparseEvalException($"'{text}' is no cost of a history. Give money in the currency of the prices, such as 120, or engine time, such as 3.5h.");
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number) ? number : null;
}

/// <summary>How many models must be run by samples until what they save has paid for the history.</summary>
/// <param name="History">What the history cost.</param>
/// <param name="Models">At the saving of this run, rounded up; null where this run saved nothing.</param>
/// <param name="Fewest">At the upper end of the saving's interval; null where there is none.</param>
/// <param name="Most">At its lower end; null where that saves nothing.</param>
public sealed record BreakEven(HistoryCost History, int? Models, int? Fewest, int? Most)
{
    internal static BreakEven? Of(HistoryCost? history, LedgerEntry saved)
    {
        if (history is null || (history.InMoney ? saved.Money : saved.EngineSeconds) is not { } figure) return null;
        int? Count(double? saving) => saving > 0 && history.Amount / saving <= int.MaxValue ? (int)Math.Ceiling(history.Amount / saving.Value) : null;
        return new(history, Count(figure.Value), Count(figure.Interval?.Upper), Count(figure.Interval?.Lower));
    }
}
