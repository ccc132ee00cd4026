using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

public sealed class DeterminismTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_engine_whose_answers_repeat_flips_nothing()
    {
        var record = await _fixture.RunAsync(options: new() { CheckDeterminism = 12 });
        Assert.Equal((12, 0, 0), (record.Determinism!.Checked, record.Determinism.Flipped.Count, record.Determinism.ScoresChanged));
        Assert.Equal(0, record.Determinism.LargestDifference);
        Assert.Equal(DiagnosticSeverity.Note, Remark(record).Severity);
        var plain = await _fixture.RunAsync();
        Assert.Null(plain.Determinism);
        Assert.Equal((plain.Estimate.Value, plain.Estimate.Interval), (record.Estimate.Value, record.Estimate.Interval));
        // What was asked again is spent, and is no item.
        Assert.Equal(plain.Ledger.Spent.Items.Value, record.Ledger.Spent.Items.Value);
        Assert.Equal(record.Determinism.Cost.InputTokens, record.Ledger.Spent.InputTokens!.Value - plain.Ledger.Spent.InputTokens!.Value);
        Assert.Equal(record.Determinism.Cost.InputTokens + record.Determinism.Cost.OutputTokens, record.Ledger.CheckTokens);
    }

    [Fact]
    public async Task Answers_that_depend_on_the_batch_are_found_and_the_record_keeps_them()
    {
        // Alone, every second item chosen by its id prefers another option, and every log-probability moves by 0.25.
        var size = 0;
        var engine = new ScriptedEngine(request => Bend(ScriptedEngine.Answer(_fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(request.ItemId)], _fixture.Scores[request.ItemId])), new() { OnBatch = batch => size = batch.Requests.Count });
        var record = await _fixture.RunAsync(engine, new() { CheckDeterminism = 1_000 });
        var found = record.Determinism!;
        Assert.Equal(record.Items.Count(item => item.Score is not null), found.Checked);
        var choices = record.Items.Where(item => _fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(item.Id)].IsMultipleChoice).Select(item => item.Id).ToList();
        Assert.Equal(choices.Where(Turns).Order(), found.Flipped.Order());
        Assert.InRange(found.ScoresChanged, 1, found.Flipped.Count);
        Assert.Equal(999.25, found.LargestDifference!.Value, 1e-9);
        Assert.Equal(DiagnosticSeverity.Warning, Remark(record).Severity);
        Assert.Contains($"{found.Flipped.Count} of {found.Checked}", Remark(record).Message, StringComparison.Ordinal);
        var path = Path.Combine(_fixture.Folder, "record.json");
        record.Write(path);
        Assert.Null(record.FirstDifference(RunRecord.Read(path)));
        Assert.Equal(found.Flipped, RunRecord.Read(path).Determinism!.Flipped);

        Completion Bend(Completion answer) => size > 1 || answer.LogLikelihoods is not { } logs ? answer
            : answer with { LogLikelihoods = [.. (Turns(answer.ItemId) ? logs.Reverse() : logs).Select(log => log + 0.25)] };
        bool Turns(string id) => (id[^1] - '0') % 2 == 0 && Flips(_fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(id)], _fixture.Scores[id]);
    }

    [Fact]
    public async Task Items_that_fail_the_second_time_are_said_and_a_number_below_0_is_refused()
    {
        var rerun = false;
        var engine = new ScriptedEngine(request => ScriptedEngine.Answer(_fixture.Benchmark.Items[_fixture.Benchmark.IndexOf(request.ItemId)], rerun ? null : _fixture.Scores[request.ItemId]), new() { OnBatch = batch => rerun = batch.Requests.Count == 1 });
        var record = await _fixture.RunAsync(engine, new() { CheckDeterminism = 5 });
        Assert.Equal((0, 5), (record.Determinism!.Checked, record.Determinism.Failed));
        Assert.Contains("5 more gave no answer this time", Remark(record).Message, StringComparison.Ordinal);
        Assert.Throws<SparseEvalException>(() => new EvaluatorOptions { CheckDeterminism = -1 });
    }

    private static bool Flips(Item item, double? score)
    {
        var best = score == 1 ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count;
        return best != item.Options.Count - 1 - best;
    }

    private static Diagnostic Remark(RunRecord record) => record.Estimate.Diagnostics.Single(d => d.Code == "SPE0060");
}
