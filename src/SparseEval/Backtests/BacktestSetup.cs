using System.Collections.Concurrent;

namespace SparseEval;

/// <summary>What is settled before the first draw: folds, pieces, and the plan's name.</summary>
internal sealed class BacktestSetup
{
    private readonly ConcurrentDictionary<(int Fold, bool Control), Lazy<FoldModels>> _models = [];
    private readonly Func<int, bool, FoldModels> _make;

    private BacktestSetup(IReadOnlyList<BacktestFold> folds, BacktestOptions options, string fingerprint, Func<int, bool, FoldModels> make)
    {
        (Folds, Pieces, Fingerprint, _make) = (folds, BacktestPiece.Plan(options, folds.Count), fingerprint, make);
    }

    public IReadOnlyList<BacktestFold> Folds { get; }

    public IReadOnlyList<BacktestPiece> Pieces { get; }

    public string Fingerprint { get; }

    public FoldModels Models(BacktestPiece piece) => _models.GetOrAdd((piece.Fold, piece.IsControl), key => new(() => _make(key.Fold, key.Control))).Value;

    public static BacktestSetup Of(SamplingFrame frame, BacktestOptions options)
    {
        var matrix = frame.History ?? throw new SparseEvalException("A backtest replays past models' scores and the frame has none. Give a history (--history).");
        if (matrix.Models.Count < 2) throw new SparseEvalException($"The history has {matrix.Models.Count} model; a backtest holds one out and needs another as history. Give at least 2.");
        foreach (var budget in options.Budgets) budget.Of(frame.Count);
        var complete = Complete(matrix);
        if (complete.Count == 0)
            throw new SparseEvalException($"Every one of the {matrix.Models.Count} models lacks a score on some item, so none has a full score to be checked against. Give a history with complete models.");
        var weights = options.Estimation.Estimand.Weights(frame.Benchmark);
        var folds = options.Split.Folds(new(matrix, complete, m => FoldModels.TruthOf(matrix, m, weights), options.Seed));
        return new(folds, options, PlanFingerprint.Of(frame, options, folds),
            (fold, control) => new(frame, folds[fold], options.Estimation.Estimand, control ? PermanentRandomNumber.Seed(options.Seed, (ulong)fold, ulong.MaxValue) : null));
    }

    public static IReadOnlyList<int> Complete(ResponseMatrix matrix)
    {
        var column = new double[matrix.ItemIds.Count];
        return [.. Enumerable.Range(0, matrix.Models.Count).Where(m =>
        {
            matrix.CopyModel(m, column);
            return !column.Any(double.IsNaN);
        })];
    }
}
