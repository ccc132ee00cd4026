namespace SparseEval.Bench.Arena;

/// <summary>A budget as the protocol writes it: a number of items, or a share of them such as <c>2.5%</c>.</summary>
internal sealed record ArenaBudget(string Text)
{
    public bool IsShare => Text.EndsWith('%');

    /// <summary>Draws per split: 100 at numbers of items, 40 at shares, times the wish over 100.</summary>
    public int Draws(int wish) => IsShare ? Math.Max(1, wish * 40 / 100) : wish;

    /// <summary>Number of items, or null where the protocol has no such cell (more than a third).</summary>
    public int? Items(int all)
    {
        if (IsShare) return (int)Math.Floor(double.Parse(Text[..^1]) / 100 * all + 0.5);
        return int.Parse(Text) <= all / 3.0 ? int.Parse(Text) : null;
    }
}
