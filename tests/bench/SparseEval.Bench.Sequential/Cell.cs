using System.Diagnostics;
using SparseEval.Bench.Arena;

namespace SparseEval.Bench.Sequential;

/// <summary>All sequences on one split: at most 15 test models, the given number of draws.</summary>
internal static class Cell
{
    /// <param name="names">Members of the catalog, or null for all.</param>
    /// <param name="first">What the others are measured against.</param>
    public static IEnumerable<(string Name, IConfidenceSequence Sequence)> Sequences(string[]? names, (string Name, IConfidenceSequence Sequence) first) =>
        ConfidenceSequences.All.Where(s => names is null || names.Contains(s.Key)).Select(s => (s.Key, s.Value())).Prepend(first);

    public static void Print(ArenaSplit split, int draws, string[]? names)
    {
        var matrix = split.Matrix;
        var order = ProtocolOrder.Perm($"{matrix.Name}|{split.Name}|bet", split.Test.Length);
        var models = order.Take(15).Select(t => split.Test[t]).ToArray();
        var plan = new SequencePlan { Frame = split.Frame, Factors = ItemFactors.Of(split.Frame.History!) };
        double[]? reference = null;
        foreach (var (name, sequence) in Sequences(names, ("akelly", ConfidenceSequences.Betting())))
        {
            var watch = Stopwatch.StartNew();
            var runs = new Stream[draws * models.Length];
            Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) }, r =>
            {
                var model = models[r % models.Length];
                runs[r] = Stream.Run(name == "akelly", sequence, plan, split.Order(r / models.Length), matrix.Scores[model], matrix.Truth[model]);
            });
            var items = Stream.Targets.Select((_, k) => runs.Average(r => (double)r.Items[k])).ToArray();
            reference ??= items;
            double n = matrix.Benchmark.Count;
            Console.WriteLine($"{matrix.Name,-16} {split.Name,-13} {name,-24} {runs.Length,4} {n,5} {items[0],9:0.0} {items[1],7:0.0} {items[2],7:0.0} | {items[0] / n,9:0.000} {items[1] / n,6:0.000} {items[2] / n,6:0.000} | " +
                $"{items[0] / reference[0],9:0.00} {items[1] / reference[1],6:0.00} {items[2] / reference[2],6:0.00} | {runs.Average(r => r.Missed),6:0.000} {watch.Elapsed.TotalSeconds / runs.Length,6:0.000}");
        }
    }
}
