namespace SparseEval;

/// <summary>The catalog of interval methods.</summary>
/// <remarks>
/// Where <see cref="EstimationOptions.Interval"/> is null, <see cref="Hypergeometric"/> is taken for the plain mean of right-or-wrong scores of a simple random sample, where it is
/// exact, <see cref="Graded"/> for graded scores, <see cref="KornGraubard"/> for the plain mean of right-or-wrong scores that stand for others like them, and <see cref="Wilson"/> for everything else; the note SPE0001 says so. In the tables of <c>tests/bench/SparseEval.Bench.Calibration</c> they stay at
/// 95 % and near it where <see cref="WaldT"/> falls to 50 % (few items, scores near 0 or 1), and are as wide elsewhere (decisions 0012, 0060 and 0061).
/// </remarks>
public static class Intervals
{
    /// <summary>Every member by the name that the command line takes.</summary>
    public static IReadOnlyDictionary<string, Func<IIntervalMethod>> All { get; } = new Dictionary<string, Func<IIntervalMethod>>(StringComparer.Ordinal)
    {
        ["wald-t"] = WaldT,
        ["wilson"] = Wilson,
        ["graded"] = Graded,
        ["hypergeometric"] = Hypergeometric,
        ["korn-graubard"] = KornGraubard,
        ["logit"] = Logit,
        ["bootstrap"] = () => Bootstrap(),
        ["empirical-bernstein"] = EmpiricalBernstein,
    };

    /// <summary>Estimate +- t SE with Satterthwaite's degrees of freedom; too narrow near 0 and 1.</summary>
    public static IIntervalMethod WaldT() => new WaldTInterval();

    /// <summary>Score interval with the effective sample size; holds near 0 and 1, and where all sampled scores agree.</summary>
    public static IIntervalMethod Wilson() => new WilsonInterval();

    /// <summary>Score interval for graded scores: guards against residuals and rare high scores that a small sample has not shown.</summary>
    public static IIntervalMethod Graded() => new GradedInterval();

    /// <summary>Exact for right-or-wrong scores of a simple random sample and their plain mean; refuses anything else.</summary>
    public static IIntervalMethod Hypergeometric() => new HypergeometricInterval();

    /// <summary>Clopper-Pearson with the effective sample size; rarely too narrow, a little wide.</summary>
    public static IIntervalMethod KornGraubard() => new KornGraubardInterval();

    /// <summary>Estimate +- t SE on the logit scale; as wilson in the middle, wider near 0 and 1.</summary>
    public static IIntervalMethod Logit() => new LogitInterval();

    /// <summary>Studentised rescaled bootstrap of the units' contributions; follows the skewness of the scores.</summary>
    /// <param name="replicates">Number of resamples, at least 100.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <exception cref="SparseEvalException">Fewer than 100 replicates.</exception>
    public static IIntervalMethod Bootstrap(int replicates = 1999, ulong seed = 1) => replicates >= 100 ? new BootstrapInterval(replicates, seed)
        : throw new SparseEvalException($"{replicates} bootstrap replicates are too few for the ends of an interval. Take at least 100; the default is 1999.");

    /// <summary>Holds for any scores and any n, without approximation; several times as wide. For the plain mean of a simple random sample.</summary>
    public static IIntervalMethod EmpiricalBernstein() => new EmpiricalBernsteinInterval();

    /// <summary>The method with this name.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists all.</exception>
    public static IIntervalMethod Parse(string name) => All.TryGetValue(name, out var factory) ? factory()
        : throw new SparseEvalException($"There is no interval method '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
