using System.IO.Compression;
using System.Text;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Ordinary limits of servers, and what they wrap their answers in, break no run.</summary>
public sealed class RateLimitTests : IDisposable
{
    private readonly RunFixture _fixture = new(items: 60);

    public void Dispose() => _fixture.Dispose();

    // Seen failing ("gives no answer (status 429: slow down)") while 429s used up the attempts of those that only waited for their turn.
    [Fact]
    public async Task A_few_requests_a_second_serve_every_item()
    {
        var (gate, allowed, since) = (new Lock(), 4.0, TimeProvider.System.GetTimestamp());
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Misbehave = (_, http) =>
            {
                lock (gate)
                {
                    allowed = Math.Min(4, allowed + (8 * TimeProvider.System.GetElapsedTime(since).TotalSeconds));
                    since = TimeProvider.System.GetTimestamp();
                    if (allowed >= 1)
                    {
                        allowed--;
                        return Misbehave.No;
                    }
                }
                return Misbehave.Busy(http, retryAfter: "1");
            },
        });
        await using var engine = RemoteEngines.OpenAi(new() { Server = server.Address, Model = "scripted", Attempts = 2 });
        var record = await new Evaluator(engine, Scorers.Auto()).RunAsync(_fixture.Plan with { Design = Designs.SimpleRandom(), Budget = Budget.Fraction(1) }, _fixture.Token);
        Assert.All(record.Items, item => Assert.Equal(_fixture.Scores[item.Id], item.Score));
    }

    // Seen failing (0 s) with what the server says taken as it is, and (1 distinct wait of 200) without jitter.
    [Fact]
    public void What_a_server_asks_for_is_no_less_than_the_own_wait_and_never_that_of_others()
    {
        var patience = new ServerPatience(Attempts: 6, Timeout: TimeSpan.FromSeconds(1));
        double[] Waits(double asked, int attempt) => [.. Enumerable.Range(0, 200).Select(_ => patience.Wait(new ServerReply(429, []) { RetryAfter = TimeSpan.FromSeconds(asked) }, attempt)!.Value.TotalSeconds)];
        Assert.All(Waits(0, 0), wait => Assert.InRange(wait, 0.37, 0.63));
        Assert.All(Waits(1, 0), wait => Assert.InRange(wait, 1, 1.5));
        Assert.All(Waits(1, 100), wait => Assert.InRange(wait, 6, 10));
        Assert.InRange(Waits(1, 0).Select(wait => Math.Round(wait, 2)).Distinct().Count(), 20, 200);
        Assert.Null(patience.Wait(new ServerReply(500, []), 3));
    }

    // Seen failing ("cannot be read: '0x1F'", "'0xEF'") while answers had to come bare.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_may_be_compressed_or_begin_with_a_mark(bool isCompressed)
    {
        var body = Encoding.UTF8.GetBytes("\uFEFF{\"choices\":[{\"index\":0,\"text\":\"five\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}");
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Misbehave = async (_, http) =>
            {
                if (!isCompressed)
                {
                    await http.Response.Body.WriteAsync(body);
                    return true;
                }
                http.Response.Headers.ContentEncoding = "gzip";
                await using var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
                await zip.WriteAsync(body.AsMemory(3));
                return true;
            },
        });
        await using var engine = RemoteEngines.OpenAi(new() { Server = server.Address, Model = "scripted", Attempts = 1 });
        var answer = (await engine.RunAsync(new(0, [new GenerationRequest { ItemId = "x", Context = "Count", MaxTokens = 4 }]), _fixture.Token))[0];
        Assert.Equal((null, "five"), (answer.Error, answer.Text));
    }

    // Seen failing ("a batch that was cut off must be finished first").
    [Fact]
    public async Task A_batch_file_may_begin_with_a_mark()
    {
        var path = Path.Combine(_fixture.Folder, "answers.jsonl");
        File.WriteAllText(path, "\uFEFF" + """{"custom_id":"x","response":{"status_code":200,"body":{"choices":[{"index":0,"text":"five"}]}}}""" + "\n", new UTF8Encoding(false));
        await using var engine = RemoteEngines.BatchAnswers(path, new() { Model = "m", Interface = OpenAiInterface.Completions });
        Assert.Equal("five", (await engine.RunAsync(new(0, [new GenerationRequest { ItemId = "x", Context = "Count", MaxTokens = 4 }]), _fixture.Token))[0].Text);
    }

    // Seen failing ("q[1],x*,a?,12") while ids went out as patterns, and (no refusal) while 7 and 007 did not count as one.
    [Fact]
    public void Inspect_gets_ids_and_no_patterns()
    {
        var benchmark = new Benchmark("ids", [.. new[] { "q[1]", "x*", "a?", "007", "7", "12" }.Select(id => new Item(id, $"{id}?", "1"))]);
        Assert.Equal("q[[]1],x[*],a[?],12", DrawnItems.InspectSampleId(benchmark, ["q[1]", "x*", "a?", "12"]));
        Assert.Contains("reads ids of digits as numbers", Assert.Throws<SparseEvalException>(() => DrawnItems.InspectSampleId(benchmark, ["7"])).Message, StringComparison.Ordinal);
    }

    // Seen failing (no refusal) while the last price won in silence, and (null) while a free server's money was not known.
    [Fact]
    public void Prices_are_said_once_and_may_all_be_nothing()
    {
        Assert.Contains("stands twice", Assert.Throws<SparseEvalException>(() => PriceList.Parse("input=1,input=2")).Message, StringComparison.Ordinal);
        Assert.Equal(0, PriceList.Parse("input=0,output=0").Of(new ComputeCost { InputTokens = 5 }));
        Assert.Null(PriceList.Parse("currency=EUR").Of(new ComputeCost { InputTokens = 5 }));
    }
}
