using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>Servers seed a generator for each request: a run has to give every item and epoch a seed of its own.</summary>
public sealed class SamplingSeedTests
{
    private const int Epochs = 3;
    private static readonly Benchmark Questions = new("drawn", [.. Enumerable.Range(0, 60).Select(i => new Item($"q{i}", $"Question {i}?", "yes"))]);
    private static readonly Dictionary<string, double?> Nothing = [];

    /// <summary>Source: <c>int.from_bytes(hashlib.sha256(f"{seed}\n{epoch}\n{id}".encode()).digest()[:4], "big") >> 1</c> in Python.</summary>
    [Theory]
    [InlineData(17, 1, "q1", 1628178120)]
    [InlineData(17, 2, "q1", 2052783367)]
    [InlineData(-3, 4, "frage-ü", 943865773)]
    public void A_seed_is_the_beginning_of_a_hash_that_anybody_can_compute(long seed, int epoch, string id, long expected) => Assert.Equal(expected, ItemSeeds.Of(seed, id, epoch));

    /// <summary>Seen to fail with the seeds <c>Seed + epoch</c> for all items: the estimates then spread 6 times as widely as their errors say.</summary>
    [Fact]
    public async Task Intervals_for_the_expected_score_agree_with_the_spread_over_sampling_seeds()
    {
        await using var server = await ScriptedServer.StartAsync(Questions, Nothing, new() { Misbehave = (_, http) => DrawnAsync(http) });
        var expected = Questions.Items.Select((_, i) => Chance(i)).Average();
        var estimates = new List<Estimate>();
        for (var seed = 0; seed < 30; seed++) estimates.Add((await RunAsync(OpenAi(server), seed)).Estimate);
        var spread = Math.Sqrt(estimates.Average(e => Math.Pow(e.Value - estimates.Average(o => o.Value), 2)) * 30 / 29);
        Assert.InRange(spread / estimates.Average(e => e.StandardError!.Value), 0.7, 1.4);
        Assert.InRange(estimates.Count(e => e.Interval!.Lower <= expected && expected <= e.Interval.Upper), 26, 30);
    }

    [Fact]
    public async Task Servers_of_both_protocols_programs_and_batches_get_the_seed_of_item_and_epoch()
    {
        var sent = new List<(string Prompt, long Seed)>();
        await using var open = await ScriptedServer.StartAsync(Questions, Nothing, new() { Misbehave = (_, http) => SeenAsync(http, sent) });
        await RunAsync(OpenAi(open), 17);
        RequireSeeds(sent, Epochs);
        await using var kserve = await ScriptedKserve.StartAsync(Questions, Nothing, (_, http) => SeenAsync(http, sent));
        await RunAsync(RemoteEngines.Kserve(new() { Server = kserve.Address, Model = "scripted", UseGenerate = true }), 17);
        RequireSeeds(sent, Epochs);
        await RunAsync(OpenAi(open), 17, epochs: 1);
        RequireSeeds(sent, 1);
        using var lines = new StringWriter();
        const string program = """python3 -c 'import sys,json; [print(json.dumps(dict(id=(i:=json.loads(l))["id"],text=str(sys.stderr.write(l)))),flush=True) for l in sys.stdin]'""";
        await RunAsync(RemoteEngines.Command(new() { Command = program, Messages = lines }, Questions), 17);
        sent.AddRange(Lines(lines).Select(line => (line["prompt"]!.GetValue<string>(), line["sampling"]!["seed"]!.GetValue<long>())));
        RequireSeeds(sent, Epochs);
        using var batch = new StringWriter();
        BatchFiles.Write(batch, Questions.Items.Select(Scorer(17).CreateRequest), new() { Model = "m", Interface = OpenAiInterface.Completions });
        sent.AddRange(Lines(batch).Select(line => (line["body"]!["prompt"]!.GetValue<string>(), line["body"]!["seed"]!.GetValue<long>())));
        RequireSeeds(sent, 1);
    }

    [Fact]
    public async Task An_engine_that_is_asked_without_a_run_takes_the_seed_as_it_is_and_sowing_twice_changes_nothing()
    {
        var sent = new List<(string Prompt, long Seed)>();
        await using var server = await ScriptedServer.StartAsync(Questions, Nothing, new() { Misbehave = (_, http) => SeenAsync(http, sent) });
        await using var engine = OpenAi(server);
        var request = Scorer(17).CreateRequest(Questions.Items[0]);
        await engine.RunAsync(new(0, [request]), TestContext.Current.CancellationToken);
        Assert.Equal(17, Assert.Single(sent).Seed);
        Assert.Equal(ItemSeeds.Sown(request, 2), ItemSeeds.Sown(ItemSeeds.Sown(request), 2));
        var greedy = Scorers.ExactMatch().CreateRequest(Questions.Items[0]);
        Assert.Same(greedy, ItemSeeds.Sown(greedy));
    }

    private static IInferenceEngine OpenAi(ScriptedServer server) => RemoteEngines.OpenAi(new() { Server = server.Address, Model = "scripted", Concurrency = 16, KeyVariable = "SPARSEEVAL_NO_KEY" });

    private static IScorer Scorer(long seed) => Scorers.ExactMatch(new() { MaxTokens = 4, Sampling = new() { Temperature = 1, Seed = seed } });

    private static async Task<RunRecord> RunAsync(IInferenceEngine engine, long seed, int epochs = Epochs)
    {
        await using var used = engine;
        var target = epochs > 1 ? InferenceTarget.ExpectedScore : InferenceTarget.FullBenchmark;
        var plan = new RunPlan(new(Questions)) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1), Epochs = epochs, Options = new() { Target = target } };
        return await new Evaluator(used, Scorer(seed)).RunAsync(plan, TestContext.Current.CancellationToken);
    }

    private static void RequireSeeds(List<(string Prompt, long Seed)> sent, int epochs)
    {
        var wanted = Questions.Items.SelectMany(item => Enumerable.Range(1, epochs).Select(epoch => (item.Prompt, ItemSeeds.Of(17, item.Id, epoch))));
        Assert.Equal(wanted.Order(), sent.Order());
        Assert.Equal(sent.Count, sent.Select(s => s.Seed).Distinct().Count());
        sent.Clear();
    }

    private static IEnumerable<JsonNode> Lines(StringWriter text) => text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    private static double Chance(int question) => 0.1 + (0.8 * question / (Questions.Count - 1));

    /// <summary>As servers do: a generator that begins at the request's seed, whatever is asked.</summary>
    private static async Task<bool> DrawnAsync(HttpContext http)
    {
        var body = JsonNode.Parse(await new StreamReader(http.Request.Body).ReadToEndAsync())!;
        var question = int.Parse(body["prompt"]!.GetValue<string>().Split(' ', '?')[1], System.Globalization.CultureInfo.InvariantCulture);
        var mixed = (body["seed"]!.GetValue<ulong>() + 1) * 0x9E37_79B9_7F4A_7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        var uniform = (mixed ^ (mixed >> 31)) / Math.Pow(2, 64);
        return await Misbehave.Says(http, 200, $$"""{"choices":[{"index":0,"text":"{{(uniform < Chance(question) ? "yes" : "no")}}"}]}""");
    }

    private static async Task<bool> SeenAsync(HttpContext http, List<(string Prompt, long Seed)> sent)
    {
        var body = JsonNode.Parse(await new StreamReader(http.Request.Body).ReadToEndAsync())!;
        var seed = (body["seed"] ?? body["parameters"]!["seed"])!.GetValue<long>();
        lock (sent) sent.Add(((body["prompt"] ?? body["text_input"])!.GetValue<string>(), seed));
        return await Misbehave.Says(http, 200, """{"choices":[{"index":0,"text":"yes"}],"text_output":"yes"}""");
    }
}
