using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What work costs in money. Prices change no score and no draw, and are no part of a plan's hash.</summary>
public sealed record PriceList
{
    private const double Million = 1e6;

    /// <summary>Of all prices; default USD.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>A million tokens read.</summary>
    public double InputPerMillion { get; init; }

    /// <summary>A million tokens generated.</summary>
    public double OutputPerMillion { get; init; }

    /// <summary>A million tokens read from a server's prefix cache; null prices them as others.</summary>
    public double? CachedPerMillion { get; init; }

    /// <summary>An hour of engine time, for machines that are paid by time.</summary>
    public double EngineHour { get; init; }

    /// <summary>Prices were given and all are 0, which is known; a list without any prices nothing.</summary>
    internal bool IsFree { get; init; }

    private bool PricesTokens => InputPerMillion > 0 || OutputPerMillion > 0 || CachedPerMillion > 0;

    /// <summary>What work cost: what the engine itself says, else by tokens and hours; null where a list without prices, or one of tokens that nobody counted, cannot say.</summary>
    public double? Of(ComputeCost cost) => cost.Money ?? (PricesTokens ? cost.TokensUnknown : EngineHour == 0 && !IsFree && !cost.IsTimeAlone) switch
    {
        true => null,
        false => Counted(cost),
    };

    private double Counted(ComputeCost cost) =>
        (((cost.InputTokens - cost.CachedTokens) * InputPerMillion) + (cost.CachedTokens * (CachedPerMillion ?? InputPerMillion)) + (cost.OutputTokens * OutputPerMillion)) / Million
        + (cost.EngineTime.TotalHours * EngineHour);

    /// <summary>Reads <c>input=0.15,output=0.6,cached=0.075,hour=2.5,currency=EUR</c>, any of them left out.</summary>
    /// <exception cref="SparseEvalException">The text is not such a list, or a price is below 0.</exception>
    public static PriceList Parse(string text)
    {
        var (list, seen) = (new PriceList(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, { Length: > 0 } right] ? (left, right) : (part, "");
            if (!seen.Add(name)) throw new SparseEvalException($"'{name}' stands twice in the price list '{text}'. Give each price once.");
            list = name == "currency" && value.Length > 0 ? list with { Currency = value }
                : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price >= 0 && double.IsFinite(price) && list.With(name, price) is { } longer ? longer
                : throw new SparseEvalException($"'{part}' is no price. Give a list such as input=0.15,output=0.6,cached=0.075 (for a million tokens), hour=2.5 (of engine time) and currency=EUR.");
        }
        return seen.Any(name => name != "currency") && list is { PricesTokens: false, EngineHour: 0 } ? list with { IsFree = true } : list;
    }

    private PriceList? With(string name, double price) => name switch
    {
        "input" => this with { InputPerMillion = price },
        "output" => this with { OutputPerMillion = price },
        "cached" => this with { CachedPerMillion = price },
        "hour" => this with { EngineHour = price },
        _ => null,
    };
}
