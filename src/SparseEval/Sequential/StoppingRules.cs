namespace SparseEval;

/// <summary>The catalog of stopping rules. Budgets of other kinds (tokens, seconds, joules, money) belong to the run.</summary>
public static class StoppingRules
{
    /// <summary>Every member by the name that the command line takes, made from its number.</summary>
    public static IReadOnlyDictionary<string, Func<double, IStoppingRule>> All { get; } = new Dictionary<string, Func<double, IStoppingRule>>(StringComparer.Ordinal)
    {
        ["half-width"] = HalfWidth,
        ["threshold"] = Threshold,
        ["baseline"] = Baseline,
        ["items"] = n => Items(n is >= 1 and <= int.MaxValue && n == Math.Floor(n) ? (int)n : throw new SparseEvalException($"A budget of {n} items is no whole number of at least 1.")),
    };

    /// <summary>Stops at a half-width on the scale of scores, in (0, 0.5).</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static IStoppingRule HalfWidth(double halfWidth) => halfWidth is > 0 and < 0.5 ? new HalfWidthRule(halfWidth)
        : throw new SparseEvalException($"A target half-width of {halfWidth} is not in (0, 0.5). Give it on the scale of scores, such as 0.02 for two points.");

    /// <summary>Stops when the full score is decided to lie above or below a value in [0, 1].</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static IStoppingRule Threshold(double threshold) => threshold is >= 0 and <= 1 ? new ThresholdRule(threshold)
        : throw new SparseEvalException($"A threshold of {threshold} is not in [0, 1]. Give it on the scale of scores.");

    /// <summary>Stops when a difference of two models is decided at plus and minus a margin in (0, 1): better, equivalent or worse.</summary>
    /// <exception cref="SparseEvalException">Out of range.</exception>
    public static IStoppingRule Baseline(double margin) => margin is > 0 and < 1 ? new BaselineRule(margin)
        : throw new SparseEvalException($"A margin of {margin} is not in (0, 1). Give it on the scale of scores, such as 0.02 for two points.");

    /// <summary>Stops at a number of items, at least 1.</summary>
    /// <exception cref="SparseEvalException">Under 1.</exception>
    public static IStoppingRule Items(int items) => items >= 1 ? new ItemsRule(items) : throw new SparseEvalException($"A budget of {items} items is not possible. Give at least 1.");

    /// <summary>The rule with this name and number.</summary>
    /// <exception cref="SparseEvalException">There is none, or its number is out of range; the message says what is allowed.</exception>
    public static IStoppingRule Parse(string name, double number) => All.TryGetValue(name, out var factory) ? factory(number)
        : throw new SparseEvalException($"There is no stopping rule '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
