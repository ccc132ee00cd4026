using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>A benchmark, its scores, a plan, and a folder of its own that goes away.</summary>
internal sealed class RunFixture : IDisposable
{
    public RunFixture(int items = 300, bool free = true)
    {
        Benchmark = ScriptedBenchmarks.Make(items, free);
        Scores = ScriptedBenchmarks.Scores(Benchmark);
        Plan = new RunPlan(new SamplingFrame(Benchmark))
        {
            Design = Designs.Stratified("family"),
            Estimator = Estimators.Mean(),
            Budget = Budget.Items(items / 3),
            Seed = 17,
        };
    }

    public Benchmark Benchmark { get; }

    public Dictionary<string, double?> Scores { get; }

    public RunPlan Plan { get; }

    public CancellationToken Token { get; init; } = Xunit.TestContext.Current.CancellationToken;

    public string Folder { get; } = Directory.CreateTempSubdirectory("sparseeval-").FullName;

    public string Journal => Path.Combine(Folder, "run.journal");

    public ScriptedEngine Engine(ScriptedEngineOptions? options = null) => new(Benchmark, Scores, options);

    public Task<RunRecord> RunAsync(ScriptedEngine? engine = null, EvaluatorOptions? options = null, RunPlan? plan = null) =>
        new Evaluator(engine ?? Engine(), Scorers.Auto(), options).RunAsync(plan ?? Plan, Token);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
