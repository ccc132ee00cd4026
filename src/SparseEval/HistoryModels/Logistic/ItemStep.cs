namespace SparseEval;

/// <summary>One Newton step for every item's intercept and loadings under given factors of the models, tile by tile of items.</summary>
internal sealed class ItemStep(ResponseMatrix history, ModelFactors factors, LogisticSettings settings, ParallelOptions parallel)
{
    private const int Tile = 128;
    private const double LongestStep = 1.5;
    private readonly int _size = factors.Values[0].Length;

    /// <returns>New parameters; the dispersion is the one of the cells before the step, or 1 for binary scores.</returns>
    public LogisticParameters Run(LogisticParameters before)
    {
        var tiles = (before.Items + Tile - 1) / Tile;
        var after = new LogisticParameters((double[])before.Intercept.Clone(), [.. before.Loadings.Select(v => (double[])v.Clone())], before.Dispersion);
        var spread = new (double Squares, double Weights)[tiles];
        var center = before.Intercept.Average();
        Parallel.For(0, tiles, parallel, t => spread[t] = Step(before, t * Tile, Math.Min(Tile, before.Items - t * Tile), center, after));
        if (history.IsBinary) return after;
        return after with { Dispersion = Math.Clamp(spread.Sum(s => s.Squares) / Math.Max(1e-9, spread.Sum(s => s.Weights)), 0.01, 1) };
    }

    private (double, double) Step(LogisticParameters before, int first, int length, double center, LogisticParameters after)
    {
        var (row, mean) = (new double[length], new double[length]);
        var gradient = Enumerable.Range(0, _size).Select(_ => new double[length]).ToArray();
        var information = Enumerable.Range(0, _size * (_size + 1) / 2).Select(_ => new double[length]).ToArray();
        var (squares, weights) = (0.0, 0.0);
        for (var m = 0; m < factors.Values.Length; m++)
        {
            history.CopyModel(m, first, row);
            before.Probabilities(factors.Values[m].AsSpan(1), first, mean);
            LogisticCells.Residuals(row, mean);
            for (var (a, at) = (0, 0); a < _size; a++)
            {
                Vectors.AddScaled(gradient[a], factors.Values[m][a], row);
                for (var b = 0; b <= a; b++) Vectors.AddScaled(information[at++], factors.Square(m, a, b), mean);
            }
            if (history.IsBinary) continue;
            squares += Vectors.Dot(row, row);
            weights += mean.Sum();
        }
        var (g, h) = (new double[_size], new double[_size * _size]);
        for (var i = 0; i < length; i++)
        {
            for (var (a, at) = (0, 0); a < _size; a++)
            {
                g[a] = gradient[a][i];
                for (var b = 0; b <= a; b++) h[a * _size + b] = information[at++][i];
            }
            Move(before, after, first + i, center, g, h);
        }
        return (squares, weights);
    }

    private void Move(LogisticParameters before, LogisticParameters after, int item, double center, double[] g, double[] h)
    {
        g[0] = g[0] / before.Dispersion - settings.InterceptPenalty * (before.Intercept[item] - center);
        for (var a = 1; a < _size; a++) g[a] = g[a] / before.Dispersion - settings.Penalty * before.Loadings[a - 1][item];
        for (var a = 0; a < _size; a++)
            for (var b = 0; b <= a; b++)
                h[a * _size + b] = h[a * _size + b] / before.Dispersion + (a != b ? 0 : a == 0 ? settings.InterceptPenalty : settings.Penalty);
        new Cholesky(h, _size).Solve(g);
        after.Intercept[item] += Math.Clamp(g[0], -LongestStep, LongestStep);
        for (var a = 1; a < _size; a++) after.Loadings[a - 1][item] += Math.Clamp(g[a], -LongestStep, LongestStep);
    }
}
