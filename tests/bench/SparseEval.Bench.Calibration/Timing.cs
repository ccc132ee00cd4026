using System.Diagnostics;

namespace SparseEval.Bench.Calibration;

/// <summary>Seconds of one regression estimate, second call.</summary>
internal static class Timing
{
    public static void Print()
    {
        foreach (var (models, items, n) in new[] { (50, 4000, 400), (426, 2191, 400), (426, 2191, 100) })
        {
            var population = Population.Logistic(items, models, informative: true, ability: 0.5, seed: 5);
            var pass = Designs.SimpleRandom().Begin(population.Frame, n, 1);
            while (pass.TryNext(new Dictionary<int, double?>(), out _)) { }
            var scored = new ScoredSample(pass.Sample, [.. pass.Sample.Items.Select(i => (double?)population.Scores[i.Index])]);
            Estimators.Regression().Estimate(scored, new());
            var watch = Stopwatch.StartNew();
            Estimators.Regression().Estimate(scored, new());
            Console.WriteLine($"regression, {models} models x {items} items, n = {n}: {watch.Elapsed.TotalSeconds:0.000} s");
        }
    }
}
