namespace SparseEval.Bench.Calibration;

/// <summary>Coverage and mean width of every interval of the catalog on the same draws.</summary>
internal static class Methods
{
    public static void Print(int draws, string[] words)
    {
        string[] names = ["default", .. Intervals.All.Keys];
        Console.WriteLine($"{"population",-34} {"n",3} {"estimator",-10} {string.Join(" ", names.Select(n => $"{n,19}"))}   (cover %: misses below / above the truth, width in points)");
        foreach (var setting in Settings.All().Where(s => words.All($"{s.Group} {s.Name} n={s.N}. {s.Design.Name} {s.Estimator.Name}".Contains)))
        {
            var rows = new Cell?[draws][];
            Parallel.For(0, draws, new() { MaxDegreeOfParallelism = 2 }, s => rows[s] = One(setting, setting.Targets[s % setting.Targets.Count], (ulong)(s + 1), names));
            var cells = names.Select((_, k) => rows[0][k] is null ? $"{"-",19}" : Text([.. rows.Select(r => r[k]).OfType<Cell>()]));
            Console.WriteLine($"{setting.Name,-34} {setting.N,3} {setting.Estimator.Name,-10} {string.Join(" ", cells)}");
        }
    }

    private static string Text(Cell[] cells) => $"{100 * cells.Average(c => c.Low || c.High ? 0.0 : 1),5:0.0}:{100 * cells.Average(c => c.Low ? 1.0 : 0),3:0.0}/{100 * cells.Average(c => c.High ? 1.0 : 0),3:0.0} {100 * cells.Average(c => c.Width),5:0.0}".PadLeft(19);

    private static Cell?[] One(Setting setting, Population target, ulong seed, string[] names)
    {
        var pass = setting.Design.Begin(target.Frame, setting.N, seed);
        var soFar = new Dictionary<int, double?>();
        while (pass.TryNext(soFar, out var items))
            foreach (var i in items) soFar.Add(i, target.Scores[i]);
        var scored = new ScoredSample(pass.Sample, [.. pass.Sample.Items.Select(i => (double?)target.Scores[i.Index])]);
        var recorder = new Recorder();
        setting.Estimator.Estimate(scored, new() { Interval = recorder });
        return [.. names.Select(name =>
        {
            try
            {
                var interval = name == "default" ? DefaultIntervalRule.Interval(recorder.Input!, 0.95) : Intervals.Parse(name).Interval(recorder.Input!, 0.95);
                return new Cell(interval.Upper < target.Truth - 1e-12, interval.Lower > target.Truth + 1e-12, 2 * interval.HalfWidth);
            }
            catch (SparseEvalException)
            {
                return null;
            }
        })];
    }

    private sealed record Cell(bool Low, bool High, double Width);

    private sealed class Recorder : IIntervalMethod
    {
        public string Name => "recorder";

        public IntervalInput? Input { get; private set; }

        public ConfidenceInterval Interval(IntervalInput input, double confidence)
        {
            Input = input;
            return Intervals.WaldT().Interval(input, confidence);
        }
    }
}
