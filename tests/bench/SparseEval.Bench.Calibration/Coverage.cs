namespace SparseEval.Bench.Calibration;

/// <summary>How often the intervals of one setting hold the truth, over many seeds.</summary>
internal sealed class Coverage
{
    private static readonly string[] Methods = ["wald-t", "wilson", "default"];

    public static string Header => $"{"population",-34} {"N",5} {"n",4} {"design",-30} {"estimator",-10} {"bias pp",7} {"rmse pp",7} | " +
        string.Join(" | ", Methods.Select(m => $"{m + ": cover (low/high miss) width pp",-22}"));

    /// <summary>One row of the table, and whether the default rule's coverage is at least the floor.</summary>
    public static (string Row, double Default) Measure(Population population, ISamplingDesign design, IEstimator estimator, int n, int draws)
    {
        var results = new (double Error, ConfidenceInterval[] Intervals)[draws];
        Parallel.For(0, draws, new() { MaxDegreeOfParallelism = 2 }, s => results[s] = Draw(population, design, estimator, n, (ulong)(s + 1)));
        var columns = Enumerable.Range(0, Methods.Length).Select(k => Column(results, k, population.Truth)).ToList();
        var rmse = Math.Sqrt(results.Average(r => r.Error * r.Error));
        return ($"{population.Name,-34} {population.Scores.Length,5} {n,4} {design.Name,-30} {estimator.Name,-10} {100 * results.Average(r => r.Error),7:0.00} {100 * rmse,7:0.00} | " +
            string.Join(" | ", columns.Select(c => c.Text)), columns[2].Cover);
    }

    private static (double Error, ConfidenceInterval[]) Draw(Population population, ISamplingDesign design, IEstimator estimator, int n, ulong seed)
    {
        var pass = design.Begin(population.Frame, n, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar.Add(i, population.Scores[i]);
        var recorder = new Recorder();
        var estimate = estimator.Estimate(new(pass.Sample, [.. pass.Sample.Items.Select(i => (double?)population.Scores[i.Index])]), new() { Interval = recorder });
        return (estimate.Value - population.Truth, recorder.All);
    }

    private static (string Text, double Cover) Column((double, ConfidenceInterval[] Intervals)[] results, int k, double truth)
    {
        var cover = results.Average(r => r.Intervals[k].Contains(truth) ? 1.0 : 0);
        var low = results.Average(r => r.Intervals[k].Upper < truth ? 1.0 : 0);
        var width = results.Average(r => 2 * r.Intervals[k].HalfWidth);
        return ($"{100 * cover,5:0.0} ({100 * low,4:0.0}/{100 * (1 - cover - low),4:0.0}) {100 * width,6:0.00}", cover);
    }

    private sealed class Recorder : IIntervalMethod
    {
        public string Name => "recorder";

        public ConfidenceInterval[] All { get; private set; } = [];

        public ConfidenceInterval Interval(IntervalInput input, double confidence)
        {
            All = [Intervals.WaldT().Interval(input, confidence), Intervals.Wilson().Interval(input, confidence),
                DefaultIntervalRule.Choose(input).Method.Interval(input, confidence)];
            return All[2];
        }
    }
}
