using System.Diagnostics;

namespace SparseEval.Bench.Arena;

/// <summary>What one draw of a split adds to the table: errors and intervals of all its test models.</summary>
internal sealed record DrawSums(double Absolute, double Squared, double Error, double? Tau, double? Covered, double? Width, int Scored, double Seconds)
{
    /// <summary>One sample serves all test models unless the design asks for their scores on the way.</summary>
    public static DrawSums Of(ArenaSplit split, ArenaMethod method, ISamplingDesign design, int budget, int draw)
    {
        var watch = Stopwatch.StartNew();
        var estimates = Estimates(split, method, design, budget, (ulong)draw);
        var seconds = watch.Elapsed.TotalSeconds;
        var truth = Array.ConvertAll(split.Test, m => split.Matrix.Truth[m]);
        var errors = estimates.Select((e, t) => e.Value - truth[t]).ToArray();
        var held = estimates.All(e => e.Interval is not null);
        return new(errors.Average(Math.Abs), errors.Average(e => e * e), errors.Average(), KendallTau.B([.. estimates.Select(e => e.Value)], truth),
            held ? estimates.Select((e, t) => e.Interval!.Contains(truth[t]) ? 1.0 : 0).Average() : null,
            held ? estimates.Average(e => Math.Min(1, e.Interval!.Upper) - Math.Max(0, e.Interval.Lower)) : null,
            (int)Math.Round(estimates.Average(e => e.SampleSize)), seconds);
    }

    private static IReadOnlyList<Estimate> Estimates(ArenaSplit split, ArenaMethod method, ISamplingDesign design, int budget, ulong seed)
    {
        var first = Draw(split, design, budget, seed, split.Test[0], out var batches);
        if (batches == 1)
            return method.Estimator.EstimateMany(first, [.. split.Test.Select(m => Scores(split, first, m))], method.Options);
        return [.. split.Test.Select(m => (Model: m, Sample: m == split.Test[0] ? first : Draw(split, design, budget, seed, m, out _)))
            .Select(d => method.Estimator.Estimate(new(d.Sample, Scores(split, d.Sample, d.Model)), method.Options))];
    }

    private static Sample Draw(ArenaSplit split, ISamplingDesign design, int budget, ulong seed, int model, out int batches)
    {
        var pass = design.Begin(split.Frame, budget, seed);
        var soFar = new Dictionary<int, double?>();
        for (batches = 0; pass.TryNext(soFar, out var items); batches++)
            foreach (var i in items) soFar.Add(i, split.Matrix.Scores[model][i]);
        return pass.Sample;
    }

    private static IReadOnlyList<double?> Scores(ArenaSplit split, Sample sample, int model) => [.. sample.Items.Select(i => (double?)split.Matrix.Scores[model][i.Index])];
}
