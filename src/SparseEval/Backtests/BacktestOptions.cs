namespace SparseEval;

/// <summary>What a backtest crosses, and how often it draws.</summary>
public sealed record BacktestOptions
{
    private readonly int _draws = 100;
    private readonly int _threads = 1;

    /// <summary>Default: simple random.</summary>
    public IReadOnlyList<ISamplingDesign> Designs { get; init => field = NotEmpty(value, "design"); } = [SparseEval.Designs.SimpleRandom()];

    /// <summary>Default: mean and regression.</summary>
    public IReadOnlyList<IEstimator> Estimators { get; init => field = NotEmpty(value, "estimator"); } = [SparseEval.Estimators.Mean(), SparseEval.Estimators.Regression()];

    /// <summary>Interval methods; null stands for the one that the stated rules choose. Default: that one alone.</summary>
    public IReadOnlyList<IIntervalMethod?> Intervals { get; init => field = NotEmpty(value, "interval"); } = [null];

    /// <summary>Default: 25, 50 and 100 items.</summary>
    public IReadOnlyList<BacktestBudget> Budgets { get; init => field = NotEmpty(value, "budget"); } = [BacktestBudget.OfItems(25), BacktestBudget.OfItems(50), BacktestBudget.OfItems(100)];

    /// <summary>Which models are held out; default a random quarter, five times.</summary>
    public BacktestSplit Split { get; init; } = BacktestSplit.Random();

    /// <summary>Draws of items in each fold, at least 1; default 100. One draw serves all held-out models of the fold.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = value >= 1 ? value : throw new SparseEvalException($"{value} draws were asked for. Give at least 1; the default is 100.");
    }

    /// <summary>Of all draws and random splits. A draw's seed depends on this, the fold and the draw's number alone, so every design and estimator meets the same luck.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Level, estimand and what else estimators take; its interval is not used.</summary>
    public EstimationOptions Estimation { get; init; } = new() { Singletons = SingletonStratum.Combine };

    /// <summary>Adds a negative control: every row again with the columns of the history permuted, which makes it useless. A sound method then falls back to what it does without history.</summary>
    public bool ShuffledControl { get; init; }

    /// <summary>Threads, at least 1; the table is the same for any number of them.</summary>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public int Threads
    {
        get => _threads;
        init => _threads = value >= 1 ? value : throw new SparseEvalException($"{value} threads were asked for. Give at least 1.");
    }

    private static IReadOnlyList<T> NotEmpty<T>(IReadOnlyList<T> given, string what) =>
        given.Count > 0 ? given : throw new SparseEvalException($"A backtest needs at least one {what}; none was given.");
}
