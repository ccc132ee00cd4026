namespace SparseEval.Bench.Calibration;

/// <summary>How often the default intervals of one setting hold the truth, over many seeds, and how wide they are beside the mean's.</summary>
internal static class Coverage
{
    public static string Header => $"{"population",-36} {"N",5} {"n",3} {"design",-30} {"estimator",-10} {"cover",5} {"+-",3} {"low/high",9} {"width",5} {"ratio",5} {"bias",5} {"rmse",5} {"wald",5}";

    /// <summary>Draw s has seed s + 1 and takes the targets in turn.</summary>
    public static (string Row, double Cover) Measure(Setting setting, int draws)
    {
        var results = new Draw[draws];
        Parallel.For(0, draws, new() { MaxDegreeOfParallelism = 2 }, s => results[s] = One(setting, setting.Targets[s % setting.Targets.Count], (ulong)(s + 1)));
        var cover = results.Average(r => r.Held ? 1.0 : 0);
        var low = results.Average(r => r.Low ? 1.0 : 0);
        var ratio = setting.Estimator.Name == "mean" ? "" : $"{results.Average(r => r.Width) / results.Average(r => r.MeanWidth):0.00}";
        return ($"{setting.Name,-36} {setting.Targets[0].Scores.Length,5} {setting.N,3} {setting.Design.Name,-30} {setting.Estimator.Name,-10} {100 * cover,5:0.0} {100 * Math.Sqrt(cover * (1 - cover) / draws),3:0.0} " +
            $"{100 * low,4:0.0}/{100 * (1 - cover - low),4:0.0} {100 * results.Average(r => r.Width),5:0.0} {ratio,5} {100 * results.Average(r => r.Error),5:0.00} " +
            $"{100 * Math.Sqrt(results.Average(r => r.Error * r.Error)),5:0.00} {100 * results.Average(r => r.Wald ? 1.0 : 0),5:0.0}", cover);
    }

    private static Draw One(Setting setting, Population target, ulong seed)
    {
        var pass = setting.Design.Begin(target.Frame, setting.N, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar.Add(i, target.Scores[i]);
        var scored = new ScoredSample(pass.Sample, [.. pass.Sample.Items.Select(i => (double?)target.Scores[i.Index])]);
        var recorder = new Recorder();
        var estimate = setting.Estimator.Estimate(scored, new() { Interval = recorder });
        var mean = setting.Estimator.Name == "mean" ? estimate : Estimators.Mean().Estimate(scored, new());
        var interval = estimate.Interval!;
        return new(estimate.Value - target.Truth, interval.Contains(target.Truth), interval.Upper < target.Truth, 2 * interval.HalfWidth, 2 * mean.Interval!.HalfWidth, recorder.Wald!.Contains(target.Truth));
    }

    private sealed record Draw(double Error, bool Held, bool Low, double Width, double MeanWidth, bool Wald);

    private sealed class Recorder : IIntervalMethod
    {
        public string Name => "recorder";

        public ConfidenceInterval? Wald { get; private set; }

        public ConfidenceInterval Interval(IntervalInput input, double confidence)
        {
            Wald = Intervals.WaldT().Interval(input, confidence);
            return DefaultIntervalRule.Interval(input, confidence);
        }
    }
}
