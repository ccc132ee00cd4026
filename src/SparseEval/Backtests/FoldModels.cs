namespace SparseEval;

/// <summary>A fold at work: the held-out models with their full scores, and the frame that the others make.</summary>
internal sealed class FoldModels
{
    private readonly ResponseMatrix _matrix;
    private readonly int[] _rows;

    public FoldModels(SamplingFrame whole, BacktestFold fold, Estimand estimand, ulong? shuffle)
    {
        _matrix = whole.History!;
        _rows = [.. fold.HeldOut];
        Past = fold.History.Count;
        var past = _matrix.SelectModels(fold.History);
        if (shuffle is { } seed) past = past.PermuteColumns(Order(whole.Count, seed));
        Frame = new(whole.Benchmark, past, whole.PredictedCost);
        var weights = estimand.Weights(whole.Benchmark);
        Truth = Array.ConvertAll(_rows, m => TruthOf(_matrix, m, weights));
        Spread = [.. _rows.Select((m, k) => SpreadOf(_matrix, m, weights, Truth[k]))];
    }

    private FoldModels(FoldModels whole)
    {
        (_matrix, _rows, Past, Truth, Spread) = (whole._matrix, whole._rows, 0, whole.Truth, whole.Spread);
        Frame = new(whole.Frame.Benchmark, null, whole.Frame.PredictedCost);
    }

    public SamplingFrame Frame { get; }

    public int Count => _rows.Length;

    /// <summary>Number of models in the history.</summary>
    public int Past { get; }

    public double[] Truth { get; }

    /// <summary>S^2 of N w_i (y_i - theta) over the items: the variance that simple random sampling meets.</summary>
    public double[] Spread { get; }

    /// <summary>The same held-out models, of whom nobody knows a past.</summary>
    public FoldModels WithoutHistory() => new(this);

    public double? Score(int model, int item) => _matrix[_rows[model], item];

    public IReadOnlyList<double?> Scores(int model, Sample sample)
    {
        var scores = new double?[sample.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = _matrix[_rows[model], sample.Items[i].Index];
        return scores;
    }

    public static double TruthOf(ResponseMatrix matrix, int row, double[] weights)
    {
        var scores = new double[weights.Length];
        matrix.CopyModel(row, scores);
        return Vectors.Dot(weights, scores);
    }

    private static double SpreadOf(ResponseMatrix matrix, int row, double[] weights, double truth)
    {
        if (weights.Length < 2) return 0;
        var scores = new double[weights.Length];
        matrix.CopyModel(row, scores);
        return scores.Select((y, i) => Math.Pow(weights.Length * weights[i] * (y - truth), 2)).Sum() / (weights.Length - 1);
    }

    private static int[] Order(int items, ulong seed) => [.. Enumerable.Range(0, items).OrderBy(i => PermanentRandomNumber.Of(seed, $"column {i}"))];
}
