using SparseEval.Evaluation;
using SparseEval.TestKit;

namespace SparseEval.Reports.Tests;

/// <summary>Results of every kind on small made-up benchmarks, with names that try to break out of the page.</summary>
internal static class Samples
{
    public const string Nasty = "</script><script>document.title='owned'</script>\"'<img src=x onerror=alert(1)>&amp;\u2028";

    public static SamplingFrame Frame(int items = 150, int models = 24, bool nasty = false)
    {
        var family = nasty ? Nasty : "family ";
        var benchmark = new Benchmark(nasty ? $"bench {Nasty}" : "made-up", [.. Enumerable.Range(0, items)
            .Select(i => new Item(nasty && i % 7 == 0 ? $"{Nasty} {i}" : $"item {i}", $"question {i}", $"a{i}", [$"a{i}", $"b{i}"], new Dictionary<string, string> { ["family"] = $"{family}{i % 3}" }))]);
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => nasty && m % 5 == 0 ? $"{Nasty} {m}" : $"model {m}")], [.. benchmark.Items.Select(i => i.Id)]);
        var random = new Random(3);
        for (var m = 0; m < models; m++)
            for (var i = 0; i < items; i++)
                builder.Set(m, i, i == 4 ? 1 : random.NextDouble() < 1 / (1 + Math.Exp(i % 9 - 4 - (m - models / 2.0) / 4)) ? 1 : 0);
        return new(benchmark, builder.Build());
    }

    public static (BacktestReport Report, BacktestOptions Options) Backtest(SamplingFrame frame, int draws = 6)
    {
        var options = new BacktestOptions
        {
            Designs = [Designs.SimpleRandom(), Designs.Stratified("family")],
            Budgets = [BacktestBudget.OfItems(20), BacktestBudget.OfItems(40)],
            Split = BacktestSplit.Random(0.25, 2),
            Draws = draws,
        };
        return (SparseEval.Backtest.Run(frame, options), options);
    }

    public static Report BacktestReport(SamplingFrame frame)
    {
        var (report, options) = Backtest(frame);
        return ReportFactory.OfBacktest(report, frame, options);
    }

    public static async Task<RunRecord> RunAsync(SamplingFrame frame, Func<RunPlan, RunPlan> change)
    {
        var scores = frame.Benchmark.Items.Index().ToDictionary(i => i.Item.Id, i => (double?)(i.Index % 5 < 3 ? 1 : 0));
        await using var engine = new ScriptedEngine(frame.Benchmark, scores);
        return await new Evaluator(engine, Scorers.Auto()).RunAsync(change(Plan(frame)));
    }

    public static async Task<IReadOnlyList<ValidationRecord>> ValidateAsync(SamplingFrame frame, int seeds = 3, string model = "scripted")
    {
        var random = new Random(9);
        var scores = frame.Benchmark.Items.ToDictionary(i => i.Id, i => (double?)(random.NextDouble() < 0.6 ? 1 : 0));
        await using var engine = new ScriptedEngine(frame.Benchmark, scores, new ScriptedEngineOptions { Model = model });
        var validations = new List<ValidationRecord>();
        for (var seed = 0; seed < seeds; seed++)
            validations.Add(await new Evaluator(engine, Scorers.Auto()).ValidateAsync(Plan(frame) with { Seed = (ulong)seed }));
        return validations;
    }

    private static RunPlan Plan(SamplingFrame frame) => new(frame) { Design = Designs.Stratified("family"), Estimator = Estimators.Regression(), Budget = Budget.Items(45) };
}
