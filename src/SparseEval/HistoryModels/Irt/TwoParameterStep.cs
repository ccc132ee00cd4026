namespace SparseEval;

/// <summary>The M-step of 2PL: one Newton step for every item's intercept and discrimination against the models' ability nodes, tile by tile of items.</summary>
internal sealed class TwoParameterStep(ResponseMatrix history, AbilityNodes nodes, LogisticSettings settings, ParallelOptions parallel)
{
    private const int Tile = 256;
    private const double LongestStep = 1.5;

    public LogisticParameters Run(LogisticParameters before)
    {
        var after = new LogisticParameters((double[])before.Intercept.Clone(), [(double[])before.Loadings[0].Clone()], 1);
        var center = before.Intercept.Average();
        Parallel.For(0, (before.Items + Tile - 1) / Tile, parallel, t => Step(before, t * Tile, Math.Min(Tile, before.Items - t * Tile), center, after));
        return after;
    }

    private void Step(LogisticParameters before, int first, int length, double center, LogisticParameters after)
    {
        var (row, left, mean) = (new double[length], new double[length], new double[length]);
        var (g, h) = (new double[2][], new double[3][]);
        for (var a = 0; a < 2; a++) g[a] = new double[length];
        for (var a = 0; a < 3; a++) h[a] = new double[length];
        for (var m = 0; m < nodes.Values.Length; m++)
        {
            history.CopyModel(m, first, row);
            for (var q = 0; q < nodes.Values[m].Length; q++)
            {
                var (ability, weight) = (nodes.Values[m][q], nodes.Weights[m][q]);
                if (weight < 1e-12) continue;
                row.CopyTo(left, 0);
                before.Probabilities([ability], first, mean);
                LogisticCells.Residuals(left, mean);
                for (var a = 0; a < 2; a++) Vectors.AddScaled(g[a], a == 0 ? weight : weight * ability, left);
                for (var a = 0; a < 3; a++) Vectors.AddScaled(h[a], weight * (a == 0 ? 1 : a == 1 ? ability : ability * ability), mean);
            }
        }
        for (var i = 0; i < length; i++)
        {
            var (b, v) = (before.Intercept[first + i], before.Loadings[0][first + i]);
            var (gb, gv) = (g[0][i] - settings.InterceptPenalty * (b - center), g[1][i] - settings.Penalty * v);
            var (bb, bv, vv) = (h[0][i] + settings.InterceptPenalty, h[1][i], h[2][i] + settings.Penalty);
            var determinant = bb * vv - bv * bv;
            after.Intercept[first + i] += Math.Clamp((vv * gb - bv * gv) / determinant, -LongestStep, LongestStep);
            after.Loadings[0][first + i] += Math.Clamp((bb * gv - bv * gb) / determinant, -LongestStep, LongestStep);
        }
    }
}
