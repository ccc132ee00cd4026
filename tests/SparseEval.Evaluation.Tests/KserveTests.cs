using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Runs against real servers of the KServe protocol: Kestrel by HTTP, python3-grpcio by gRPC.</summary>
public sealed class KserveTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 90);

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_http_options_are_scored_by_log_likelihood_and_text_is_generated(bool useGenerate)
    {
        await using var server = await ScriptedKserve.StartAsync(_fixture.Benchmark, _fixture.Scores, (number, http) => number <= 20 ? Misbehave.EveryOther(number, http) : Misbehave.No);
        var record = await RunAsync(new() { Server = server.Address, Model = "scripted", UseGenerate = useGenerate });
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
        // Attempts that it broke took what nobody knows.
        Assert.Null(record.Ledger.Spent.InputTokens);
        Assert.Contains(record.Items, item => item.Cost is { TokensUnknown: false, TokensEstimated: true, InputTokens: > 1 });
    }

    // Seen to fail with the reason not asked for: no answer was truncated, and the withheld one scored.
    [Theory]
    [InlineData(false, "length", true), InlineData(true, "length", true), InlineData(false, "stop", false), InlineData(true, "stop", false), InlineData(true, "content_filter", null), InlineData(false, null, false)]
    public async Task Why_a_text_ended_is_asked_of_models_that_say_it(bool useGenerate, string? reason, bool? isTruncated)
    {
        var texts = new Benchmark("texts", [.. _fixture.Benchmark.Items.Where(item => !item.IsMultipleChoice)]);
        await using var server = await ScriptedKserve.StartAsync(texts, _fixture.Scores, reason: reason);
        await using var engine = RemoteEngines.Kserve(new() { Server = server.Address, Model = "scripted", UseGenerate = useGenerate });
        var request = Scorers.ExactMatch(new() { Stop = [] }).CreateRequest(texts.Items[0]);
        var answer = (await engine.RunAsync(new(0, [request]), _fixture.Token))[0];
        Assert.Equal((isTruncated is null, isTruncated == true), (answer.Error is not null, answer.IsTruncated));
        // A stop text ends an answer whatever the server says.
        if (isTruncated == true) Assert.False((await engine.RunAsync(new(0, [Scorers.ExactMatch().CreateRequest(texts.Items[0])]), _fixture.Token))[0].IsTruncated);
    }

    [Fact]
    public async Task Classifiers_are_scored_by_their_logits()
    {
        var choices = new Benchmark("choices", [.. _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice)]);
        await using var server = await ScriptedKserve.StartAsync(choices, _fixture.Scores);
        var record = await RunAsync(new() { Server = server.Address, Model = "scripted", Choice = KserveChoice.Logits }, choices);
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
    }

    [Fact]
    public async Task Lying_answers_are_that_items_error()
    {
        string[] lies =
        [
            """{"outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[2],"data":[-1,-2]}]}""",
            """{"outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[4],"data":[-1,-2,3,-4]}]}""",
            """{"outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[4],"data":[-1,-1,-1,-1]}]}""",
            """{"outputs":[{"name":"other","datatype":"FP32","shape":[4],"data":[-1,-2,-3,-4]}]}""",
            """{"outputs":[{"name":"log_likelihood","datatype":"FP16","shape":[4],"parameters":{"binary_data_size":8}}]}""",
            """{"id":"another","outputs":[{"name":"log_likelihood","datatype":"FP32","shape":[4],"data":[-1,-2,-3,-4]}]}""",
        ];
        string[] told = ["2 numbers for 4 options", "none is above 0", "tells nothing", "no output 'log_likelihood'", "travel over gRPC", "answered as 'another'"];
        var choices = new Benchmark("choices", [.. _fixture.Benchmark.Items.Where(item => item.IsMultipleChoice).Take(6)]);
        await using var server = await ScriptedKserve.StartAsync(choices, _fixture.Scores, (number, http) => number <= 3 ? Misbehave.No : Misbehave.Says(http, 200, lies[(number - 4) % 6]));
        var failed = await Assert.ThrowsAsync<EngineException>(() => RunAsync(new() { Server = server.Address, Model = "scripted", Concurrency = 1, Attempts = 1 }, choices));
        Assert.Contains("None of the 6 items", failed.Message, StringComparison.Ordinal);
        // The first three check the model.
        await using var another = await ScriptedKserve.StartAsync(choices, _fixture.Scores, (number, http) => number <= 3 ? Misbehave.No : Misbehave.Says(http, 200, lies[(number - 4) % 6]));
        await using var engine = RemoteEngines.Kserve(new() { Server = another.Address, Model = "scripted", Concurrency = 1, Attempts = 1 });
        for (var i = 0; i < 6; i++)
            Assert.Contains(told[i], (await engine.RunAsync(new(0, [Scorers.MultipleChoice().CreateRequest(choices.Items[i])]), _fixture.Token))[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contents")]
    [InlineData("fp32")]
    [InlineData("fp16")]
    [InlineData("bf16")]
    public async Task By_grpc_busy_servers_are_asked_again_and_a_refusal_is_the_items_error(string mode)
    {
        Assert.SkipWhen(PythonGrpcServer.Obstacle is not null, PythonGrpcServer.Obstacle ?? "");
        await using var server = await PythonGrpcServer.StartAsync(_fixture, mode);
        var record = await RunAsync(new() { Server = server.Address, Model = "scripted", Protocol = KserveProtocol.Grpc, Concurrency = 8 });
        Assert.All(record.Items, item => Assert.Equal(item.Id.EndsWith("13", StringComparison.Ordinal) ? null : _fixture.Scores[item.Id], item.Score));
        Assert.Contains("too long: ünlucky %", record.Items.Single(item => item.Error is not null).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KserveProtocol.Http)]
    [InlineData(KserveProtocol.Grpc)]
    public async Task A_probe_says_what_the_model_takes_and_a_wrong_name_is_told(KserveProtocol protocol)
    {
        Assert.SkipWhen(protocol == KserveProtocol.Grpc && PythonGrpcServer.Obstacle is not null, PythonGrpcServer.Obstacle ?? "");
        await using var http = await ScriptedKserve.StartAsync(_fixture.Benchmark, _fixture.Scores);
        await using var grpc = protocol == KserveProtocol.Grpc ? await PythonGrpcServer.StartAsync(_fixture, "fp32") : null;
        var options = new KserveEngineOptions { Server = grpc?.Address ?? http.Address, Model = "scripted", Protocol = protocol, Attempts = 1 };
        var (ready, inputs, outputs) = await KserveProbe.RunAsync(options, _fixture.Token);
        Assert.True(ready);
        Assert.Contains(inputs, input => input.StartsWith("continuation: BYTES [-1", StringComparison.Ordinal));
        Assert.Contains(outputs, output => output.StartsWith("text_output: BYTES", StringComparison.Ordinal));
        var unknown = await Assert.ThrowsAsync<EngineException>(() => KserveProbe.RunAsync(options with { Model = "other" }, _fixture.Token));
        Assert.Contains("404", unknown.Message, StringComparison.Ordinal);
        var lacking = await Assert.ThrowsAsync<EngineException>(() => RunAsync(options with { LogLikelihoodOutput = "ll" }));
        Assert.True(lacking.LacksCapability);
        Assert.Contains("has no output 'll'; it has log_likelihood (FP32", lacking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_run()
    {
        foreach (var protocol in new[] { KserveProtocol.Http, KserveProtocol.Grpc })
            Assert.Contains("127.0.0.1:9", (await Assert.ThrowsAsync<EngineException>(() => RunAsync(new() { Server = new("http://127.0.0.1:9"), Model = "m", Protocol = protocol, Attempts = 1 }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_that_are_cut_off_are_not_read_as_answers()
    {
        var whole = KserveMessages.Infer("m", "", "1", [KserveTensor.Of("a", [300], ["x", ""])], ["b"]);
        for (var length = 1; length < whole.Length; length++)
        {
            var cut = whole.AsMemory(0, length);
            try
            {
                ProtoReader.Fields(cut).Where(f => f.Number == 5).ToList().ForEach(f => ProtoReader.Fields(f.Bytes));
            }
            catch (MalformedAnswerException)
            {
            }
        }
        Assert.Throws<MalformedAnswerException>(() => ProtoReader.Fields(whole.AsMemory(0, whole.Length - 1)));
        Assert.Throws<MalformedAnswerException>(() => ProtoReader.Fields(new byte[] { 0x0F }));
    }

    private async Task<RunRecord> RunAsync(KserveEngineOptions options, Benchmark? benchmark = null)
    {
        await using var engine = RemoteEngines.Kserve(options);
        var plan = new RunPlan(new(benchmark ?? _fixture.Benchmark)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        return await new Evaluator(engine, Scorers.Auto(), new() { MaxErrorShare = 1 }).RunAsync(plan, _fixture.Token);
    }
}
