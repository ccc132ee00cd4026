using System.Text;

namespace SparseEval.Data.Tests;

public sealed class BenchmarksReadTests : IDisposable
{
    private const string Choice =
        """{"id":"addition-2-0013","family":"addition","difficulty":2,"cluster":"table-3-007","hard":true,"prompt":"add 34 57 =","options":["91","81","92","89"],"answer":0}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_can_read_multiple_choice_and_free_answers()
    {
        var benchmark = Benchmarks.Read(_folder.Write("textbench/items.jsonl", Choice, "", """{"id":7,"prompt":"copy abc","answer":"abc"}""", "  "));

        Assert.Equal("textbench", benchmark.Name);
        Assert.Equal(["addition-2-0013", "7"], benchmark.Items.Select(i => i.Id));
        var choice = benchmark.Items[0];
        Assert.Equal(["91", "81", "92", "89"], choice.Options);
        Assert.Equal((0, "91"), (choice.AnswerIndex, choice.Answer));
        Assert.Equal("add 34 57 =", choice.Prompt);
        Assert.Equal(new Dictionary<string, string> { ["family"] = "addition", ["difficulty"] = "2", ["cluster"] = "table-3-007", ["hard"] = "true" }, choice.Fields);
        var free = benchmark.Items[1];
        Assert.False(free.IsMultipleChoice);
        Assert.Equal("abc", free.Answer);
    }

    [Theory]
    [InlineData("\"81\"", 1)]
    [InlineData("3", 3)]
    public void The_answer_may_be_an_index_or_the_text_of_an_option(string answer, int index)
    {
        var benchmark = Benchmarks.Read(_folder.Write("a.jsonl", Choice.Replace("\"answer\":0", "\"answer\":" + answer)));
        Assert.Equal(index, benchmark.Items[0].AnswerIndex);
    }

    [Fact]
    public void A_text_of_digits_is_a_text_and_never_an_index()
    {
        var benchmark = Benchmarks.Read(_folder.Write("a.jsonl", """{"id":"a","prompt":"p","options":["0","1"],"answer":"1"}""",
            """{"id":"b","prompt":"p","options":["1","0"],"answer":"1"}"""));
        Assert.Equal([1, 0], benchmark.Items.Select(i => i.AnswerIndex));
    }

    [Theory]
    [InlineData("mmlu.jsonl", "mmlu")]
    [InlineData("mmlu.v2.jsonl.gz", "mmlu.v2")]
    [InlineData("bench/items.jsonl.gz", "bench")]
    public void The_name_comes_from_the_file_or_from_the_folder_of_items_jsonl(string file, string name)
    {
        var path = file.EndsWith(".gz", StringComparison.Ordinal) ? _folder.WriteGzip(file, Choice) : _folder.Write(file, Choice);
        Assert.Equal(name, Benchmarks.Read(path).Name);
    }

    [Fact]
    public void I_can_name_the_benchmark_and_its_keys()
    {
        var path = _folder.Write("a.jsonl", """{"q":"One?","gold":"1","key":"k1","options":"none of ours"}""");
        var benchmark = Benchmarks.Read(path, new BenchmarkReadOptions { Name = "Numbers", IdKey = "key", PromptKey = "q", AnswerKey = "gold", OptionsKey = "choices" });
        Assert.Equal("Numbers", benchmark.Name);
        Assert.Equal(("k1", "One?", "1"), (benchmark.Items[0].Id, benchmark.Items[0].Prompt, benchmark.Items[0].Answer));
        Assert.Equal("none of ours", benchmark.Items[0]["options"]);
    }

    [Fact]
    public void Nested_values_and_null_are_no_fields()
    {
        var item = Benchmarks.Read(_folder.Write("a.jsonl", """{"id":"a","prompt":"p","answer":"x","meta":{"k":1},"tags":["t"],"none":null,"level":1.50,"options":[]}""")).Items[0];
        Assert.Equal(["level"], item.Fields.Keys);
        Assert.Equal("1.50", item["level"]);
    }

    [Fact]
    public void A_byte_order_mark_carriage_returns_and_lines_over_the_buffer_are_read()
    {
        var prompt = new string('\u00e9', 200_000);
        var text = $"\uFEFF{Choice}\r\n\r\n{{\"id\":\"long\",\"prompt\":\"{prompt}\",\"answer\":\"x\"}}\r\n";
        var benchmark = Benchmarks.Read(_folder.WriteBytes("a.jsonl", Encoding.UTF8.GetBytes(text)));
        Assert.Equal(2, benchmark.Count);
        Assert.Equal(prompt, benchmark.Items[1].Prompt);
    }

    [Theory]
    [InlineData("""{"id":"x","prompt":"p","answer":"a",}""", ":3:37: broken JSON at column 37")]
    [InlineData("""{"id":"é","prompt":"p" "answer":"a"}""", ":3:24: broken JSON at column 24")]
    [InlineData("""{"id":"x","id":"y","prompt":"p","answer":"a"}""", "broken JSON")]
    [InlineData("""{"prompt":"p","answer":"a"}""", ":3: the item has no 'id'. It has: prompt, answer.")]
    [InlineData("""{"id":"x","answer":"a"}""", ":3: the item has no 'prompt'")]
    [InlineData("""{"id":"x","prompt":"p"}""", ":3: the item has no 'answer'")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"]}""", ":3: the item has no 'answer'")]
    [InlineData("""{"id":"","prompt":"p","answer":"a"}""", ":3: An item has an empty id")]
    [InlineData("""{"id":"addition-2-0013","prompt":"p","answer":"a"}""", ":3: id 'addition-2-0013' stands at lines 1 and 3")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"],"answer":2}""", ":3: 'answer' is 2; with 2 options it must be an index from 0 to 1")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"],"answer":-1}""", ":3: 'answer' is -1")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"],"answer":0.5}""", ":3: 'answer' is 0.5")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"],"answer":"A"}""", ":3: the answer 'A' is not among the 2 options")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","b"],"answer":true}""", ":3: 'answer' is a boolean")]
    [InlineData("""{"id":"x","prompt":"p","options":["a","a"],"answer":0}""", ":3: Item 'x' repeats an option")]
    [InlineData("""{"id":"x","prompt":"p","options":["a"],"answer":0}""", ":3: Item 'x' has 1 option")]
    [InlineData("""{"id":"x","prompt":"p","options":["a",2],"answer":0}""", ":3: 'options' holds the number 2 at index 1")]
    [InlineData("""{"id":"x","prompt":"p","options":"ab","answer":0}""", ":3: 'options' is a string; an array")]
    [InlineData("""{"id":"x","prompt":{"text":"p"},"answer":"a"}""", ":3: 'prompt' is an object; a string is expected")]
    [InlineData("""["x"]""", ":3: a JSON object was expected, not an array")]
    [InlineData("""{"id":"x","prompt":"\uD800","answer":"a"}""", ":3: a string holds half of a surrogate pair")]
    [InlineData("""{"id":"x","prompt":"p","answer":"a","\uD800":1}""", "half of a surrogate")]
    public void A_bad_line_is_one_clear_sentence_with_its_number(string line, string expected)
    {
        var path = _folder.Write("a.jsonl", Choice, "", line);
        var error = Assert.Throws<SparseEvalException>(() => Benchmarks.Read(path));
        Assert.StartsWith(path + ":3:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("BytePositionInLine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused_with_its_place()
    {
        var path = _folder.WriteBytes("a.jsonl", [.. Encoding.UTF8.GetBytes(Choice + "\n"), .. Encoding.Latin1.GetBytes("""{"id":"é"}""")]);
        var error = Assert.Throws<SparseEvalException>(() => Benchmarks.Read(path));
        Assert.StartsWith($"{path}:2: the text is not UTF-8 (byte 0xE9 at byte 8 of the line)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_refused(string text)
    {
        var error = Assert.Throws<SparseEvalException>(() => Benchmarks.Read(_folder.Write("a.jsonl", text)));
        Assert.Contains("holds no items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.Contains("There is no file", Assert.Throws<SparseEvalException>(() => Benchmarks.Read(_folder["none.jsonl"])).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<SparseEvalException>(() => Benchmarks.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("path is empty", Assert.Throws<SparseEvalException>(() => Benchmarks.Read("")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_short_is_refused()
    {
        var whole = File.ReadAllBytes(_folder.WriteGzip("whole.jsonl.gz", Enumerable.Range(0, 3000).Select(i => $$"""{"id":"{{i}}","prompt":"{{i * 7919 % 104729}}","answer":"a"}""").ToArray()));
        var cut = _folder.WriteBytes("cut.jsonl.gz", whole[..(whole.Length / 2)]);
        Assert.Equal(3000, Benchmarks.Read(_folder["whole.jsonl.gz"]).Count);
        Assert.Throws<SparseEvalException>(() => Benchmarks.Read(cut));
    }

    [Fact]
    public void Real_question_files_are_read_through_named_keys()
    {
        var biology = SharedFiles.Require("fixtures/items/biology_qa.jsonl");
        var benchmark = Benchmarks.Read(biology, new BenchmarkReadOptions { PromptKey = "question" });
        Assert.Equal("biology_qa", benchmark.Name);
        Assert.Equal("Leprosy", benchmark.Items[0].Answer);
        var humanEval = Benchmarks.Read(SharedFiles.Require("fixtures/items/HumanEval.jsonl"),
            new BenchmarkReadOptions { IdKey = "task_id", AnswerKey = "canonical_solution" });
        Assert.Equal("HumanEval/0", humanEval.Items[0].Id);
        Assert.Equal("has_close_elements", humanEval.Items[0]["entry_point"]);
    }

    /// <summary>What is computed from scores needs ids and fields; the same file with questions gives the same items either way.</summary>
    [Fact]
    public void Items_without_questions_are_read_where_scores_alone_are_used()
    {
        using var folder = new TemporaryFolder();
        var alone = new BenchmarkReadOptions { ScoresAlone = true };
        var bare = folder.Write("bare.csv", ["id,family", "a,x", "b,y"]);
        Assert.Contains("has no 'prompt'", Assert.Throws<SparseEvalException>(() => Benchmarks.Read(bare)).Message, StringComparison.Ordinal);
        Assert.Equal([("a", "x", "", ""), ("b", "y", "", "")], Benchmarks.Read(bare, alone).Items.Select(i => (i.Id, i["family"], i.Prompt, i.Answer)));
        var whole = folder.Write("whole.jsonl", ["""{"id":"a","prompt":"p","answer":1,"options":["u","v"],"family":"x"}""", """{"id":"b","prompt":"q","answer":"v"}"""]);
        Assert.Equal(Benchmarks.Read(whole).Fingerprint, Benchmarks.Read(whole, alone).Fingerprint);
        Assert.Throws<SparseEvalException>(() => Benchmarks.Read(folder.Write("ids.csv", ["name", "a"]), alone));
    }
}
