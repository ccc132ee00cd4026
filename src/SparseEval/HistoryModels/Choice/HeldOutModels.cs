namespace SparseEval;

/// <summary>Models left out of a fit, and the item sets on which they are then observed.</summary>
internal sealed class HeldOutModels
{
    private readonly double[][] _rows;
    private readonly IReadOnlyList<int[]> _draws;

    public HeldOutModels(ResponseMatrix history, int[] models, IReadOnlyList<int[]> draws)
    {
        _draws = draws;
        _rows = Array.ConvertAll(models, m =>
        {
            var row = new double[history.ItemIds.Count];
            history.CopyModel(m, row);
            return row;
        });
    }

    /// <summary>Item sets of 25 and 100 items (fewer where the benchmark is small), more of them the fewer models there are to average over.</summary>
    public static IReadOnlyList<int[]> Draws(int items, int models, ulong seed)
    {
        var sizes = new[] { 25, 100 }.Select(n => Math.Clamp(n, 1, Math.Max(1, items / 3))).Distinct().ToArray();
        var repeats = Math.Clamp(400 / models, 2, 12);
        return [.. sizes.SelectMany((n, s) => Enumerable.Range(0, repeats).Select(r => new SeededStream(seed, $"draw{s}", r).Choose(items, n)))];
    }

    public HeldOutLoss Loss(FittedHistoryModel model)
    {
        var loss = HeldOutLoss.Zero(_draws.Count);
        var all = new double[model.Count];
        for (var d = 0; d < _draws.Count; d++)
        {
            var conditioned = model.Condition(_draws[d]);
            foreach (var row in _rows)
            {
                conditioned.Infer(Array.ConvertAll(_draws[d], i => row[i])).Predict(all);
                var (score, cells, count) = Errors(row, _draws[d], all);
                if (count == 0) continue;
                loss.Score[d] += score * score;
                loss.Cells[d] += cells / count;
            }
        }
        return loss;
    }

    /// <summary>Error of the mean over the model's items, and summed squares of the unobserved cells.</summary>
    private static (double Score, double Cells, int Count) Errors(double[] row, int[] observed, double[] predicted)
    {
        foreach (var i in observed) predicted[i] = row[i];
        var (sum, squares, count) = (0.0, 0.0, 0);
        for (var i = 0; i < row.Length; i++)
        {
            if (double.IsNaN(row[i])) continue;
            var error = predicted[i] - row[i];
            sum += error;
            squares += error * error;
            count++;
        }
        return (count == 0 ? 0 : sum / count, squares, count);
    }
}
