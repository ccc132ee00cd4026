using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Engine time of a server is the time that its requests were open.</summary>
public sealed class ServerTimeTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    /// <summary>Seen to fail with the check inside the time of every item that waited for it: 8 of 24 items had spent 2.0 s each.</summary>
    [Fact]
    public async Task A_slow_first_check_is_spent_once_and_is_no_items_time()
    {
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { Misbehave = (number, http) => number == 1 ? LateAsync(2) : Misbehave.No });
        var record = await RunAsync(server, options => options);
        Assert.InRange(record.Ledger.Spent.EngineSeconds!.Value - Items(record), 1.9, 8);
        Assert.All(record.Items, item => Assert.InRange(item.Cost.EngineTime.TotalSeconds, 0, 1.5));
    }

    /// <summary>Seen to fail (both) with a stopwatch around all attempts: 8 of 24 items had spent 6.0 to 6.1 s, nearly all of it in waiting.</summary>
    [Theory]
    [InlineData(LogLikelihoodSource.Echo)]
    [InlineData(LogLikelihoodSource.TopTokens)]
    public async Task Waits_between_attempts_are_no_engine_time(LogLikelihoodSource source)
    {
        var refused = 0;
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { Misbehave = (number, http) => number > 3 && Interlocked.Increment(ref refused) <= Choices.Count ? Misbehave.Busy(http, retryAfter: "2") : Misbehave.No });
        var record = await RunAsync(server, options => options with { LogLikelihoods = source });
        Assert.All(record.Items, item => Assert.InRange(item.Cost.EngineTime.TotalSeconds, 1e-6, 1.9));
        Assert.InRange(record.Timings.Wall.TotalSeconds, 1.9, 300);
    }

    [Fact]
    public async Task Failed_attempts_were_open_too()
    {
        await using var server = await ScriptedServer.StartAsync(Choices, _fixture.Scores, new() { Misbehave = async (number, http) => number > 3 && await LateAsync(0.2) | await Misbehave.Says(http, 500, "broken") });
        await using var engine = Engine(server, options => options with { Attempts = 2 });
        var answer = (await engine.RunAsync(new(0, [Scorers.MultipleChoice().CreateRequest(Choices.Items[0])]), _fixture.Token))[0];
        Assert.NotNull(answer.Error);
        Assert.InRange(answer.Cost.EngineTime.TotalSeconds, 0.38, 30);
    }

    private Benchmark Choices => new("choices", [.. _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice).Take(24)]);

    private static IInferenceEngine Engine(ScriptedServer server, Func<OpenAiEngineOptions, OpenAiEngineOptions> configure) =>
        RemoteEngines.OpenAi(configure(new() { Server = server.Address, Model = "scripted", Concurrency = 8, KeyVariable = "SPARSEEVAL_NO_KEY" }));

    private async Task<RunRecord> RunAsync(ScriptedServer server, Func<OpenAiEngineOptions, OpenAiEngineOptions> configure)
    {
        await using var engine = Engine(server, configure);
        var plan = new RunPlan(new(Choices)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return await new Evaluator(engine, Scorers.MultipleChoice()).RunAsync(plan, _fixture.Token);
    }

    private static double Items(RunRecord record) => record.Items.Sum(item => item.Cost.EngineTime.TotalSeconds);

    private static async Task<bool> LateAsync(double seconds)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return false;
    }
}
