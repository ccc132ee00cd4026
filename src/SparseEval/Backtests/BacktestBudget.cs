using System.Globalization;

namespace SparseEval;

/// <summary>How many items each held-out model is scored on: a number, or a share of the benchmark.</summary>
public sealed record BacktestBudget
{
    private readonly int? _items;
    private readonly double _share;

    private BacktestBudget(int? items, double share) => (_items, _share) = (items, share);

    /// <summary>A number of items, at least 1.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public static BacktestBudget OfItems(int items) => items >= 1 ? new(items, 0) : throw Wrong($"{items}");

    /// <summary>A share of the benchmark in (0, 1]; the number of items is the nearest whole one, at least 1.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1].</exception>
    public static BacktestBudget OfShare(double share) => share is > 0 and <= 1 ? new(null, share) : throw Wrong(FormattableString.Invariant($"{share}"));

    /// <summary>Reads <c>100</c> (items) or <c>2.5%</c> (of the benchmark).</summary>
    /// <exception cref="SparseEvalException">Neither.</exception>
    public static BacktestBudget Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith('%') && double.TryParse(trimmed[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100)
            return OfShare(percent / 100);
        return int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var items) && items >= 1 ? OfItems(items) : throw Wrong($"'{text}'");
    }

    /// <summary>The number of items in a benchmark of a given size.</summary>
    /// <exception cref="SparseEvalException">More than there are.</exception>
    public int Of(int all)
    {
        var items = _items ?? Math.Max(1, (int)Math.Floor(_share * all + 0.5));
        return items <= all ? items : throw new SparseEvalException($"A budget of {items} items does not fit a benchmark of {all} items. Give 1 to {all}, or a share such as 5%.");
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => _items is { } items ? $"{items}" : FormattableString.Invariant($"{_share * 100:0.####}%");

    private static SparseEvalException Wrong(string given) => new($"The budget {given} is neither a number of items from 1 up, such as 100, nor a share above 0 % and up to 100 %, such as 5%.");
}
