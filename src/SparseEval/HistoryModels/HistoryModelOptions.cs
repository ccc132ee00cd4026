namespace SparseEval;

/// <summary>Hyper-parameters that history models share.</summary>
public sealed record HistoryModelOptions
{
    private readonly IReadOnlyList<int>? _ranks;
    private readonly int _folds = 4;
    private readonly int _threads;

    /// <summary>Numbers of factors to try, each 0 to 64; the one that predicts held-out models best is taken. One number fixes the rank. Null for the model's own list.</summary>
    /// <exception cref="SparseEvalException">Empty, or a rank is outside 0 to 64.</exception>
    public IReadOnlyList<int>? Ranks
    {
        get => _ranks;
        init => _ranks = value is null || (value.Count > 0 && value.All(r => r is >= 0 and <= 64)) ? value
            : throw new SparseEvalException("Ranks to try are whole numbers from 0 to 64, and at least one is needed.");
    }

    /// <summary>Folds of the leave-models-out cross-validation, 2 to 20; default 4. Models that are near-copies of each other stay in one fold.</summary>
    /// <exception cref="SparseEvalException">Outside 2 to 20.</exception>
    public int Folds
    {
        get => _folds;
        init => _folds = value is >= 2 and <= 20 ? value : throw new SparseEvalException($"{value} folds were asked for; give 2 to 20.");
    }

    /// <summary>Seed of folds, held-out item sets and, in histories of more than 4,096 items or 2,048 models, of the sketch that a fit starts from; default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Most threads to use; 0, the default, for all there are. Results do not depend on it.</summary>
    /// <exception cref="SparseEvalException">Below 0.</exception>
    public int Threads
    {
        get => _threads;
        init => _threads = value >= 0 ? value : throw new SparseEvalException($"{value} threads were asked for; give 0 for all, or at least 1.");
    }

    internal ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads == 0 ? -1 : Threads };
}
