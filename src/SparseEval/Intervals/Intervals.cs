namespace SparseEval;

/// <summary>The catalog of interval methods.</summary>
/// <remarks>
/// Where <see cref="EstimationOptions.Interval"/> is null, <see cref="Wilson"/> is taken, and the note SPE0001 says so: in the coverage table of
/// <c>tests/bench/SparseEval.Bench.Calibration</c> it stays near 95 % where <see cref="WaldT"/> falls to 50 % (few items, scores near 0 or 1), and
/// is as wide elsewhere (decision 0012).
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
