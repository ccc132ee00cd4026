namespace SparseEval.Data.Tests;

/// <summary>Benchmarks as they are published; reference: real files, counts as in the index beside them.</summary>
public sealed class PublishedBenchmarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GSM8K_answers_are_what_follows_the_mark()
    {
        var benchmark = Benchmarks.Read(SharedFiles.Require("fixtures/items/gsm8k_test.jsonl"), new() { IdKey = "#", PromptKey = "question" });
        Assert.Equal((300, "0", "18", "3"), (benchmark.Count, benchmark.Items[0].Id, benchmark.Items[0].Answer, benchmark.Items[1].Answer));
        Assert.All(benchmark.Items, item => Assert.True(double.TryParse(item.Answer, out _), item.Answer));
    }

    [Fact]
    public void HumanEval_CRUXEval_and_inspects_examples_are_read()
    {
        Assert.Equal(164, Benchmarks.Read(SharedFiles.Require("fixtures/items/HumanEval.jsonl"), new() { IdKey = "task_id", AnswerKey = "canonical_solution" }).Count);
        var crux = Benchmarks.Read(SharedFiles.Require("fixtures/items/cruxeval.jsonl"), new() { PromptKey = "{code}\nf({input}) ==", AnswerKey = "output" });
        Assert.Equal((300, "sample_0"), (crux.Count, crux.Items[0].Id));
        Assert.EndsWith("f([1, 1, 3, 1, 3, 1]) ==", crux.Items[0].Prompt, StringComparison.Ordinal);
        Assert.Empty(crux.Items[0].Fields);
        Assert.Equal(20, Benchmarks.Read(SharedFiles.Require("fixtures/items/biology_qa.jsonl"), new() { PromptKey = "question" }).Count);
        Assert.Equal(100, Benchmarks.Read(SharedFiles.Require("fixtures/items/popularity.jsonl"), new() { IdKey = "#", PromptKey = "question", AnswerKey = "answer_matching_behavior" }).Count);
    }

    [Fact]
    public void ARC_and_TruthfulQA_and_MMLU_have_their_own_ways_with_choices()
    {
        var arc = Benchmarks.Read(_folder.Write("arc.jsonl", """{"id":"a","question":"q","choices":{"text":["x","y"],"label":["1","2"]},"answerKey":"2"}"""), new() { PromptKey = "question", OptionsKey = "choices", LetterKey = "answerKey" });
        var truthful = Benchmarks.Read(_folder.Write("t.jsonl", """{"question":"q","mc1_targets":{"choices":["x","y"],"labels":[0,1]}}"""), new() { IdKey = "#", PromptKey = "question", OptionsKey = "mc1_targets" });
        var mmlu = Benchmarks.Read(_folder.Write("m.csv", "question,A,B,C,D,answer,subject", "q,w,y,x,z,B,anatomy"), new() { IdKey = "#", PromptKey = "question", OptionsKey = "A|B|C|D", LetterKey = "answer" });
        Assert.All(new[] { arc, truthful, mmlu }, b => Assert.Equal(("y", 1), (b.Items[0].Answer, b.Items[0].AnswerIndex)));
        Assert.Equal("anatomy", mmlu.Items[0]["subject"]);
        Assert.Contains("letter is 'E'", Assert.Throws<SparseEvalException>(() => Benchmarks.Read(_folder.Write("e.csv", "question,A,B,answer", "q,w,y,E"), new() { IdKey = "#", PromptKey = "question", OptionsKey = "A|B", LetterKey = "answer" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_sets_folder_is_read_shard_by_shard()
    {
        Directory.CreateDirectory(_folder["set/data"]);
        using (var connection = new DuckDbConnection(new DuckDbLimits()))
            foreach (var (name, from) in new[] { ("test-00000-of-00002", 0), ("test-00001-of-00002", 3), ("train-00000-of-00001", 9) })
                connection.Execute($"COPY (SELECT 'q' || i AS question, ['a', 'b'] AS choices, i % 2 AS answer, 's' AS subject FROM range({from}, {from + 3}) t(i)) TO {DuckDbConnection.Literal(_folder[$"set/data/{name}.parquet"])} (FORMAT parquet)");
        var options = new BenchmarkReadOptions { IdKey = "#", PromptKey = "question", OptionsKey = "choices" };
        var benchmark = Benchmarks.Read(_folder["set"], options);
        Assert.Equal(("set", "q0 q1 q2 q3 q4 q5"), (benchmark.Name, string.Join(' ', benchmark.Items.Select(i => i.Prompt))));
        Assert.Equal((1, "s"), (benchmark.Items[5].AnswerIndex, benchmark.Items[5]["subject"]));
        Assert.Equal(3, Benchmarks.Read(_folder["set"], options with { Split = "train" }).Count);
        Assert.Equal(3, Benchmarks.Read(_folder["set/data/train-00000-of-00001.parquet"], options).Count);
        File.Delete(_folder["set/data/test-00001-of-00002.parquet"]);
        Assert.Contains("1 of the 2 shards", Assert.Throws<SparseEvalException>(() => Benchmarks.Read(_folder["set"], options)).Message, StringComparison.Ordinal);
    }
}
