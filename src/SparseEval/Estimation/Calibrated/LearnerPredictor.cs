namespace SparseEval;

/// <summary>Learns the full score from past models' scores on the sampled items, anew for each sample (E6).</summary>
internal sealed class LearnerPredictor(LearnerOptions options) : IScorePredictor
{
    private static readonly double[] Widths = [0.5, 1, 2];

    public string Name => options.Kind switch { LearnerKind.KernelRidge => "learner(kernel-ridge)", LearnerKind.Lasso => "learner(lasso)", _ => "learner" };

    public ISamplePredictor For(DesignedScores scores, ResponseMatrix history)
    {
        var sources = SourceScores.Of(scores, history);
        var ready = new Ready(sources, Learn(sources));
        if (StressTest.Split(sources.Totals) is not { } split) return ready;
        var weaker = Learn(sources.Select(split.Weaker));
        ready.Stress = new([.. weaker.LeftOut.Select(p => p.Value)], [.. split.Strongest.Select(m => new HeldOutPrediction(weaker.Predict(sources.Rows[m]), sources.Totals[m]))]);
        return ready;
    }

    private ILearnt Learn(SourceScores sources)
    {
        if (options.Kind == LearnerKind.Lasso) return new Lasso(sources, options.Penalties);
        if (options.Kind == LearnerKind.Ridge) return new KernelRidge(sources, null, options.Penalties);
        var typical = Math.Sqrt(Math.Max(1e-6, sources.Rows[0].Select((_, i) => 2 * Variance(sources.Rows, i)).Sum()));
        return Widths.Select(w => new KernelRidge(sources, w * typical, options.Penalties)).MinBy(k => k.Error)!;
    }

    private static double Variance(double[][] rows, int item)
    {
        var mean = rows.Average(r => r[item]);
        return rows.Average(r => (r[item] - mean) * (r[item] - mean));
    }

    private sealed class Ready(SourceScores sources, ILearnt learnt) : ISamplePredictor
    {
        public IReadOnlyList<HeldOutPrediction> HeldOut { get; } = [.. learnt.LeftOut.Select((p, m) => new HeldOutPrediction(p, sources.Totals[m]))];

        public StressTest? Stress { get; set; }

        public IReadOnlyList<Diagnostic> Diagnostics => [];

        public ScorePrediction Predict(DesignedScores scores) => learnt.Predict(scores.Scores);
    }
}
