namespace SparseEval;

/// <summary>
/// Least squares with an absolute penalty on the weights, by cyclic coordinate descent (Friedman, Hastie and Tibshirani 2010); penalty by 8 folds of sources, which also give the left-out
/// predictions. Distance: squared length of the standardised scores per item.
/// </summary>
internal sealed class Lasso : ILearnt
{
    private const int Folds = 8;
    private const int Rounds = 100;
    private readonly (double[] Weights, double Level) _fit;
    private readonly double[] _centers;
    private readonly double[] _spreads;

    public Lasso(SourceScores sources, IReadOnlyList<double> penalties)
    {
        var items = sources.Rows[0].Length;
        _centers = [.. Enumerable.Range(0, items).Select(i => sources.Rows.Average(r => r[i]))];
        _spreads = [.. Enumerable.Range(0, items).Select(i => Math.Max(0.05, sources.Rows.Average(r => Math.Pow(r[i] - _centers[i], 2))))];
        var place = sources.Leaders.Distinct().Index().ToDictionary(l => l.Item, l => l.Index % Folds);
        var fold = Array.ConvertAll(sources.Leaders, l => place[l]);
        var usable = penalties.Where(p => p < 1).DefaultIfEmpty(0.1).ToArray();
        var best = usable.Select(p => (Penalty: p, Values: LeaveOut(sources, fold, p))).MinBy(c => c.Values.Select((v, m) => Math.Pow(v - sources.Totals[m], 2)).Sum());
        _fit = Fit(sources.Rows, sources.Totals, best.Penalty);
        LeftOut = [.. best.Values.Select((v, m) => new ScorePrediction(v, 1, Distance(sources.Rows[m])))];
    }

    public IReadOnlyList<ScorePrediction> LeftOut { get; }

    public ScorePrediction Predict(double[] scores) => new(_fit.Level + Vectors.Dot(_fit.Weights, scores), 1, Distance(scores));

    private double Distance(double[] scores) => scores.Select((y, i) => Math.Pow(y - _centers[i], 2) / _spreads[i]).Average();

    private static double[] LeaveOut(SourceScores sources, int[] fold, double penalty)
    {
        var values = new double[fold.Length];
        for (var f = 0; f < Folds; f++)
        {
            var rest = sources.Select([.. Enumerable.Range(0, fold.Length).Where(m => fold[m] != f)]);
            if (rest.Totals.Length == fold.Length || rest.Totals.Length < 2) continue;
            var (weights, level) = Fit(rest.Rows, rest.Totals, penalty);
            for (var m = 0; m < fold.Length; m++)
                if (fold[m] == f) values[m] = level + Vectors.Dot(weights, sources.Rows[m]);
        }
        return values;
    }

    /// <param name="rows">Sources x items.</param>
    /// <param name="totals">Full scores.</param>
    /// <param name="penalty">Relative to the least one at which all weights are 0.</param>
    private static (double[] Weights, double Level) Fit(double[][] rows, double[] totals, double penalty)
    {
        var (items, models) = (rows[0].Length, rows.Length);
        var means = Enumerable.Range(0, items).Select(i => rows.Average(r => r[i])).ToArray();
        var columns = Enumerable.Range(0, items).Select(i => Array.ConvertAll(rows, r => r[i] - means[i])).ToArray();
        var squares = Array.ConvertAll(columns, c => Vectors.Dot(c, c));
        var mean = totals.Average();
        var residuals = Array.ConvertAll(totals, t => t - mean);
        var threshold = penalty * columns.Max(c => Math.Abs(Vectors.Dot(c, residuals)));
        var weights = new double[items];
        for (var (round, moved) = (0, double.MaxValue); round < Rounds && moved > 1e-7; round++)
        {
            moved = 0;
            for (var i = 0; i < items; i++)
            {
                if (squares[i] < 1e-12) continue;
                var pull = Vectors.Dot(columns[i], residuals) + squares[i] * weights[i];
                var next = Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - threshold) / squares[i];
                if (next == weights[i]) continue;
                Vectors.AddScaled(residuals, weights[i] - next, columns[i]);
                (moved, weights[i]) = (Math.Max(moved, Math.Abs(next - weights[i])), next);
            }
        }
        return (weights, mean - Vectors.Dot(weights, means));
    }
}
