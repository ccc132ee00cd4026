using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>Reads budgets as users write them.</summary>
internal static partial class BudgetText
{
    private const string Allowed = "Allowed are items (300 or 300items), a share of them (0.1), tokens (2Mtok) and floating-point operations (1e15flop)";

    private static readonly (string What, string[] Units)[] KnownAfterwards =
    [
        ("seconds", ["s", "sec", "seconds"]),
        ("milliseconds", ["ms"]),
        ("minutes", ["min"]),
        ("hours", ["h"]),
        ("money", ["usd", "eur", "$"]),
        ("joules", ["j", "kj", "mj", "joules", "wh", "kwh"]),
    ];

    public static Budget Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new SparseEvalException($"'{text}' is not a budget. {Allowed}.");
        var unit = match.Groups["unit"].Value;
        if (KnownAfterwards.FirstOrDefault(known => known.Units.Contains(unit, StringComparer.OrdinalIgnoreCase)).What is { } what)
            throw new SparseEvalException($"A budget of '{text}' cannot be planned: {what} are not known before the run. {Allowed}.");
        var (scale, name) = Scaled(unit);
        return name.ToLowerInvariant() switch
        {
            "" when scale == 1 => Plain(text, number),
            "item" or "items" => Budget.Items(Whole(text, number * scale, int.MaxValue)),
            "tok" or "token" or "tokens" => Budget.Tokens((long)WholeAmount(text, number * scale, 1L << 53)),
            "flop" or "flops" => Budget.Flops(number * scale),
            _ => throw new SparseEvalException($"Budget '{text}' has the unknown unit '{unit}'. {Allowed}; k, M, G, T and P multiply a unit."),
        };
    }

    private static Budget Plain(string text, double number)
    {
        if (number is > 0 and < 1) return Budget.Fraction(number);
        if (text.Contains('.', StringComparison.Ordinal))
            throw new SparseEvalException($"Budget '{text}' is neither a number of items nor a share between 0 and 1. {Allowed}.");
        return Budget.Items(Whole(text, number, int.MaxValue));
    }

    private static (double Scale, string Name) Scaled(string unit)
    {
        if (unit.Length < 2 || unit.StartsWith("tok", StringComparison.OrdinalIgnoreCase)) return (1, unit);
        return unit[0] switch
        {
            'k' or 'K' => (1e3, unit[1..]),
            'M' => (1e6, unit[1..]),
            'G' or 'B' => (1e9, unit[1..]),
            'T' => (1e12, unit[1..]),
            'P' => (1e15, unit[1..]),
            _ => (1, unit),
        };
    }

    private static int Whole(string text, double number, double most) => (int)WholeAmount(text, number, most);

    private static double WholeAmount(string text, double number, double most) =>
        Math.Abs(number) <= most && Math.Floor(number) == number ? number
            : throw new SparseEvalException($"Budget '{text}' is not a whole number within reach. {Allowed}.");

    [GeneratedRegex(@"^\s*(?<number>[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*(?<unit>[A-Za-z$]*)\s*$")]
    private static partial Regex Pattern();
}
