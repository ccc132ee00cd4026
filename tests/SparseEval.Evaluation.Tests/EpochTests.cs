using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class EpochTests : IDisposable
{
    private static readonly GeneratedTextOptions Drawn = new() { Sampling = new() { Temperature = 0.7, Seed = 40 } };
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_items_score_is_the_mean_over_its_epochs_and_options_are_asked_once()
    {
        var engine = Lucky();
        var record = await RunAsync(engine);
        foreach (var item in record.Items)
        {
            Assert.Equal(4, item.Epochs!.Count);
            Assert.Equal(item.Epochs.Average(), item.Score);
            if (IsFree(item.Id)) Assert.Equal(Enumerable.Range(1, 4).Select(epoch => (double?)Luck(item.Id, ItemSeeds.Of(40, item.Id, epoch))), item.Epochs);
            else Assert.Single(item.Epochs.Distinct());
        }
        var free = record.Items.Count(item => IsFree(item.Id));
        Assert.InRange(free, 10, record.Items.Count - 10);
        Assert.Equal(4 * free + (record.Items.Count - free), engine.Ran.Count);
        Assert.Equal(record.Items.Sum(item => item.Cost.InputTokens), record.Ledger.Spent.InputTokens!.Value);
        var scored = ScoredSample.OfEpochs(Drawing(), [.. record.Items.Select(item => item.Epochs!)]);
        Assert.Equal(Estimators.Mean().Estimate(scored, new()).Interval, record.Estimate.Interval);
    }

    /// <summary>Seen to fail with each epoch's file given the cost of all: the store then summed to four times the ledger.</summary>
    [Fact]
    public async Task The_files_of_a_store_add_up_to_the_ledger()
    {
        var record = await RunAsync(Lucky());
        var usages = Directory.GetFiles(AiEvaluationStore.Write(_fixture.Folder, record), "*.json", SearchOption.AllDirectories)
            .Select(path => System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!["chatDetails"]?["turnDetails"]?[0]).OfType<System.Text.Json.Nodes.JsonNode>().ToList();
        Assert.Equal(4 * record.Items.Count, usages.Count);
        Assert.Equal(record.Ledger.Spent.InputTokens!.Value, usages.Sum(turn => turn["usage"]!["inputTokenCount"]!.GetValue<double>()));
        Assert.Equal(record.Ledger.Spent.OutputTokens!.Value, usages.Sum(turn => turn["usage"]!["outputTokenCount"]!.GetValue<double>()));
        Assert.Equal(record.Ledger.Spent.EngineSeconds!.Value, usages.Sum(turn => turn["latency"]!.GetValue<double>()), 9);
    }

    [Fact]
    public async Task Expected_scores_take_the_luck_of_epochs_into_the_interval()
    {
        var expected = new EstimationOptions { Target = InferenceTarget.ExpectedScore };
        var record = await RunAsync(Lucky(), plan: Plan with { Options = expected });
        var scored = ScoredSample.OfEpochs(Drawing(), [.. record.Items.Select(item => item.Epochs!)]);
        Assert.Equal(Estimators.Mean().Estimate(scored, expected).Interval, record.Estimate.Interval);
        Assert.True(record.Estimate.StandardError > (await RunAsync(Lucky())).Estimate.StandardError);
    }

    [Fact]
    public async Task A_resumed_run_and_one_from_the_cache_give_the_same_epochs()
    {
        var undisturbed = await RunAsync(Lucky(), new() { JournalPath = Path.Combine(_fixture.Folder, "other.journal") });
        await Assert.ThrowsAsync<EngineException>(() => RunAsync(Lucky(new() { FailsAfterBatches = 5, BatchSize = 8 }), new() { JournalPath = _fixture.Journal }));
        var resumed = await RunAsync(Lucky(new() { BatchSize = 8 }), new() { JournalPath = _fixture.Journal, Resume = true });
        Assert.Null(undisturbed.FirstDifference(resumed));
        using var cache = ResponseCache.Open(Path.Combine(_fixture.Folder, "cache.db"));
        await RunAsync(Lucky(), new() { Cache = cache });
        var engine = Lucky();
        var cached = await RunAsync(engine, new() { Cache = cache });
        Assert.Empty(engine.Ran);
        Assert.Equal(undisturbed.Items.Select(item => item.Epochs), cached.Items.Select(item => item.Epochs));
        // Three epochs are another question than four.
        Assert.NotEqual(undisturbed.PlanHash, (await RunAsync(engine, new() { Cache = cache }, Plan with { Epochs = 3 })).PlanHash);
        Assert.NotEmpty(engine.Ran);
    }

    [Fact]
    public async Task An_item_of_which_an_epoch_fails_is_missing()
    {
        var lost = _fixture.Benchmark.Items.First(item => !item.IsMultipleChoice && Drawing().Items.Any(drawn => _fixture.Benchmark.Items[drawn.Index].Id == item.Id)).Id;
        var record = await RunAsync(Lucky(fails: request => request.ItemId == lost && request.Sampling!.Seed == ItemSeeds.Of(40, lost, 3)));
        var item = record.Items.Single(item => item.Id == lost);
        Assert.Null(item.Score);
        Assert.StartsWith("Epoch 3 of 4 has no answer: ", item.Error, StringComparison.Ordinal);
        Assert.Equal([true, true, false, true], item.Epochs!.Select(score => score is not null));
        Assert.Equal(1, record.Ledger.FailedItems);
        Assert.Equal(record.ToJson(), RunRecordCopy(record).ToJson());
    }

    [Fact]
    public async Task Epochs_that_could_not_differ_are_refused_before_anything_runs()
    {
        var engine = Lucky();
        Task<SparseEvalException> Refused(RunPlan plan, IScorer scorer) => Assert.ThrowsAsync<SparseEvalException>(() => new Evaluator(engine, scorer).RunAsync(plan, _fixture.Token));
        Assert.Contains("--temperature", (await Refused(Plan, Scorers.Auto())).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 10000", (await Refused(Plan with { Epochs = 0 }, Scorers.Auto(freeAnswer: Scorers.ExactMatch(Drawn)))).Message, StringComparison.Ordinal);
        var validated = await Assert.ThrowsAsync<SparseEvalException>(() => new Evaluator(engine, Scorers.Auto(freeAnswer: Scorers.ExactMatch(Drawn)))
            .ValidateAsync(Plan with { Options = new() { Target = InferenceTarget.ExpectedScore } }, _fixture.Token));
        Assert.Contains("endless epochs", validated.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Ran);
    }

    private RunPlan Plan => _fixture.Plan with { Epochs = 4 };

    private Task<RunRecord> RunAsync(ScriptedEngine engine, EvaluatorOptions? options = null, RunPlan? plan = null) =>
        new Evaluator(engine, Scorers.Auto(freeAnswer: Scorers.ExactMatch(Drawn)), options).RunAsync(plan ?? Plan, _fixture.Token);

    /// <summary>Right or wrong by the seed where it generates, by the table where it chooses.</summary>
    private ScriptedEngine Lucky(ScriptedEngineOptions? options = null, Func<GenerationRequest, bool>? fails = null) => new(request => ScriptedEngine.Answer(
        _fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(request.ItemId)],
        request is not GenerationRequest free ? _fixture.Scores[request.ItemId] ?? 0 : fails?.Invoke(free) == true ? null : Luck(request.ItemId, free.Sampling!.Seed)), options);

    private static double Luck(string id, long seed) => (id.Sum(c => c) * 7 + seed * 31) % 5 < 2 ? 1 : 0;

    private bool IsFree(string id) => !_fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(id)].IsMultipleChoice;

    private Sample Drawing()
    {
        var pass = Plan.Design.Begin(Plan.Frame, 100, Plan.Seed);
        pass.TryNext(new Dictionary<int, double?>(), out _);
        return pass.Sample;
    }

    private RunRecord RunRecordCopy(RunRecord record)
    {
        var path = Path.Combine(_fixture.Folder, "record.json");
        record.Write(path);
        return RunRecord.Read(path);
    }
}
