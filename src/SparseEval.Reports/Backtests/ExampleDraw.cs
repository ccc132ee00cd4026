namespace SparseEval.Reports;

/// <summary>One draw of a backtest's method, looked at closely: the first of its first fold, for the held-out model with the median full score.</summary>
internal sealed record ExampleDraw(Sample Sample, string Model, double[] Scores, Estimate Estimate, IReadOnlyList<double[]> HeldOut)
{
    private const int MostHeldOut = 40;

    /// <returns>Null where the method refuses this one draw.</returns>
    public static ExampleDraw? Of(BacktestReport report, SamplingFrame frame, BacktestOptions options, BacktestRow row)
    {
        var (history, fold) = (frame.History!, report.Folds[0]);
        var design = options.Designs.First(d => d.Name == row.Design);
        var models = fold.HeldOut.Select(m => (Row: m, Scores: ScoresOf(history, m))).Where(m => !m.Scores.Any(double.IsNaN)).OrderBy(m => m.Scores.Average()).ThenBy(m => m.Row).ToList();
        if (models.Count == 0) return null;
        var median = models[models.Count / 2];
        try
        {
            var sample = Draw(design, new(frame.Benchmark, history.SelectModels(fold.History), frame.PredictedCost), (int)Math.Round(row.Items), options.Seed, median.Scores);
            var estimate = options.Estimators.First(e => e.Name == row.Estimator).Estimate(new(sample, [.. sample.Items.Select(i => (double?)median.Scores[i.Index])]), options.Estimation);
            return new(sample, history.Models[median.Row], median.Scores, estimate, [.. Thinning.Evenly(models, MostHeldOut, "", "").Kept.Select(m => m.Scores)]);
        }
        catch (SparseEvalException)
        {
            return null;
        }
    }

    public IReadOnlyList<DrawnItem> Items => DrawnItem.Of(new ScoredSample(Sample, [.. Sample.Items.Select(i => (double?)Scores[i.Index])]), Estimate);

    private static Sample Draw(ISamplingDesign design, SamplingFrame frame, int budget, ulong seed, double[] scores)
    {
        var pass = design.Begin(frame, budget, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar[i] = scores[i];
        return pass.Sample;
    }

    private static double[] ScoresOf(ResponseMatrix history, int model)
    {
        var scores = new double[history.ItemIds.Count];
        history.CopyModel(model, scores);
        return scores;
    }
}
