namespace SparseEval;

/// <summary>The catalog of interval methods.</summary>
/// <remarks>
/// Where <see cref="EstimationOptions.Interval"/> is null the rule is: <see cref="Wilson"/> where the sampled scores show no spread or fewer than 10 effective
/// items lie on the rarer side (n* min(p, 1 - p) &lt; 10), else <see cref="WaldT"/>. The note SPE0001 says which was taken and why.
/// </remarks>
public static class Intervals
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IIntervalMethod>> All { get; } = new Dictionary<string, Func<IIntervalMethod>>(StringComparer.Ordinal)
    {
        ["wald-t"] = WaldT,
        ["wilson"] = Wilson,
    };

    /// <summary>Estimate +- t SE with Satterthwaite's degrees of freedom; too narrow near 0 and 1.</summary>
    public static IIntervalMethod WaldT() => new WaldTInterval();

    /// <summary>Score interval with the effective sample size; holds near 0 and 1, and where all sampled scores agree.</summary>
    public static IIntervalMethod Wilson() => new WilsonInterval();

    /// <summary>The method with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IIntervalMethod Parse(string name) => All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no interval method '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
