using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Asks again about some items, each in a batch of its own: do answers depend on what else is in the batch, or on the hour?</summary>
internal sealed class DeterminismCheck(IInferenceEngine engine, IScorer scorer, Benchmark benchmark)
{
    /// <summary>Diagnostic: what the check found.</summary>
    public const string Code = "SPE0060";

    /// <param name="entries">Answers of the run.</param>
    /// <param name="asked">What an item is asked, by its position in the benchmark, and what was answered, by its id.</param>
    /// <param name="count">How many are asked again; all that have a score where there are fewer.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="cancellationToken">Looked at by the engine.</param>
    public async Task<DeterminismRecord> RunAsync(IReadOnlyList<FinishedItem> entries, (Func<int, EngineRequest> Request, Func<string, Completion> Answer) asked, int count, ulong seed, CancellationToken cancellationToken)
    {
        var chosen = entries.Where(entry => !entry.IsFailed).OrderBy(entry => Key(entry.ItemId, seed)).Take(count).ToList();
        var (flipped, changed, failed, largest, cost) = (new List<string>(), 0, 0, (double?)null, ComputeCost.Zero);
        foreach (var entry in chosen)
        {
            var batch = new EngineBatch(0, [asked.Request(benchmark.IndexOf(entry.ItemId))]);
            var again = AnswerCheck.Checked(batch, await engine.RunAsync(batch, cancellationToken).ConfigureAwait(false))[0];
            cost += again.Cost;
            var score = scorer.Score(benchmark.Items[benchmark.IndexOf(entry.ItemId)], again);
            if (score is null)
            {
                failed++;
                continue;
            }
            var before = asked.Answer(entry.ItemId);
            if (Flips(before, again)) flipped.Add(entry.ItemId);
            if (score != entry.Score) changed++;
            if (Difference(before.LogLikelihoods, again.LogLikelihoods) is { } difference) largest = Math.Max(largest ?? 0, difference);
        }
        return new() { Checked = chosen.Count - failed, Failed = failed, Flipped = flipped, ScoresChanged = changed, LargestDifference = largest, Cost = cost };
    }

    /// <summary>What the report says; a warning where a decision changed or an item failed.</summary>
    public static Diagnostic Remark(DeterminismRecord found)
    {
        var difference = found.LargestDifference is { } largest ? $" Log-probabilities differ by at most {largest.ToString("0.##e+0", CultureInfo.InvariantCulture)}." : "";
        var failed = found.Failed > 0 ? $" {found.Failed} more gave no answer this time." : "";
        return found.Flipped.Count == 0
            ? new(Code, found.Failed > 0 ? DiagnosticSeverity.Warning : DiagnosticSeverity.Note, $"{found.Checked} items asked again one by one gave the same decisions.{difference}{failed}")
            : new(Code, DiagnosticSeverity.Warning, $"{found.Flipped.Count} of {found.Checked} items asked again one by one gave another decision, '{found.Flipped[0]}' first, and {found.ScoresChanged} another score.{difference}{failed} " +
                "The score depends on what shares a batch, by as much as that; the interval does not hold this.");
    }

    private static bool Flips(Completion before, Completion again) => before.LogLikelihoods is { } old && again.LogLikelihoods is { } @new
        ? Likeliest(old) != Likeliest(@new)
        : before.Text != again.Text || before.Score != again.Score;

    private static double? Difference(IReadOnlyList<double>? before, IReadOnlyList<double>? again) =>
        // Equal infinities differ by nothing.
        before is null || again is null || before.Count != again.Count ? null : before.Zip(again, (b, a) => b == a ? 0 : Math.Abs(b - a)).DefaultIfEmpty().Max();

    private static int Likeliest(IReadOnlyList<double> logs) => Enumerable.Range(0, logs.Count).MaxBy(i => logs[i]);

    /// <summary>FNV-1a over the id, mixed with the seed.</summary>
    private static ulong Key(string id, ulong seed)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in id) hash = (hash ^ character) * 1_099_511_628_211UL;
        hash = (hash ^ seed) * 0xBF58_476D_1CE4_E5B9UL;
        return (hash ^ (hash >> 31)) * 0x94D0_49BB_1331_11EBUL;
    }
}
