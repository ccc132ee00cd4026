using SparseEval.Evaluation;

namespace SparseEval.Bench.Engine;

/// <summary>
/// The evaluator's whole line over the same items: drawing, planning, engine, scoring, durable journal, estimate, ledger and record, without the
/// response cache.
/// </summary>
internal sealed class WholeRun(IInferenceEngine engine, IScorer scorer, Benchmark benchmark)
{
    /// <summary>How busy engine and provider were between the first batch and the last; of the last run.</summary>
    public BusyEngine Busy { get; } = new(engine);

    /// <summary>Planning time as a share of the run, of the last run.</summary>
    public double PlanningShare { get; private set; }

    public static RunPlan Plan(Benchmark benchmark) => new(new SamplingFrame(benchmark))
    {
        Design = Designs.SimpleRandom(),
        Estimator = Estimators.Mean(),
        Budget = Budget.Items(benchmark.Count),
        Seed = 17,
    };

    public async Task RunAsync()
    {
        Busy.Reset();
        var folder = Directory.CreateTempSubdirectory("sparseeval-bench-");
        try
        {
            var evaluator = new Evaluator(Busy, scorer, new EvaluatorOptions { JournalPath = Path.Combine(folder.FullName, "journal.db") });
            var record = await evaluator.RunAsync(Plan(benchmark));
            record.Write(Path.Combine(folder.FullName, "record.json"));
            PlanningShare = record.Timings.Planning / record.Timings.Wall;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
