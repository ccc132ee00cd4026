using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>How much may be spent; becomes a number of items before anything is run.</summary>
public sealed record Budget
{
    private Budget(BudgetKind kind, double amount) => (Kind, Amount) = (kind, amount);

    /// <summary>What is counted.</summary>
    public BudgetKind Kind { get; }

    /// <summary>How much of it: items, a share in (0, 1], tokens, floating-point operations, or a half-width in (0, 0.5).</summary>
    public double Amount { get; }

    /// <summary>A number of items, at least 1; above the benchmark's N it is refused when the run is planned.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public static Budget Items(int items) => items >= 1 ? new(BudgetKind.Items, items)
        : throw new SparseEvalException($"A budget of {items} items runs nothing. Give at least 1.");

    /// <summary>A share of the items in (0, 1], rounded up to whole items as lm-evaluation-harness's <c>--limit</c> does.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1].</exception>
    public static Budget Fraction(double fraction) => fraction is > 0 and <= 1 ? new(BudgetKind.Fraction, fraction)
        : throw new SparseEvalException($"A budget of {Text(fraction)} of the items is outside (0, 1]. Give a share such as 0.1.");

    /// <summary>As many items as are predicted to take at most so many tokens, read and generated together.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public static Budget Tokens(long tokens) => tokens >= 1 ? new(BudgetKind.Tokens, tokens)
        : throw new SparseEvalException($"A budget of {tokens} tokens runs nothing. Give at least 1.");

    /// <summary>As many items as are predicted to take at most so many forward floating-point operations.</summary>
    /// <exception cref="SparseEvalException">Not above 0, or not finite.</exception>
    public static Budget Flops(double flops) => flops > 0 && double.IsFinite(flops) ? new(BudgetKind.Flops, flops)
        : throw new SparseEvalException($"A budget of {Text(flops)} floating-point operations runs nothing. Give a finite number above 0.");

    /// <summary>The fewest items for which the interval's half-width is forecast to be at most this.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 0.5).</exception>
    public static Budget HalfWidth(double halfWidth) => halfWidth is > 0 and < 0.5 ? new(BudgetKind.HalfWidth, halfWidth)
        : throw new SparseEvalException($"A target half-width of {Text(halfWidth)} is outside (0, 0.5). Give it on the scale of the score, such as 0.02.");

    /// <summary>
    /// Reads <c>300</c> or <c>500items</c>, <c>0.1</c> (a share), <c>2Mtok</c>, <c>1e15flop</c>, <c>3Gflop</c>; k, M, G, T, P multiply by powers of 1,000.
    /// </summary>
    /// <exception cref="SparseEvalException">The text is not one of these; the message lists what is.</exception>
    public static Budget Parse(string text) => BudgetText.Parse(text);

    /// <summary>Such as <c>500 items</c>; stands in plans and records.</summary>
    public override string ToString() => Kind switch
    {
        BudgetKind.Items => $"{Text(Amount)} items",
        BudgetKind.Fraction => $"{Text(Amount)} of the items",
        BudgetKind.Tokens => $"{Text(Amount)} tokens",
        BudgetKind.Flops => $"{Text(Amount)} flop",
        _ => $"half-width {Text(Amount)}",
    };

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
