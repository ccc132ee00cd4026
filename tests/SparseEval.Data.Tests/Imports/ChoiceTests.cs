namespace SparseEval.Data.Tests.Imports;

/// <summary>Which rows of a table are taken, and options that a format does not use.</summary>
public sealed class ChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Before rows were chosen: 0.7500 of an accuracy and an F1, and all rows whatever was chosen.
    [Theory]
    [InlineData("metric", "acc", "f1")]
    [InlineData("filter", "strict", "flexible")]
    [InlineData("split", "test", "train")]
    public void Rows_of_several_kinds_are_refused_until_one_is_chosen(string column, string wanted, string other)
    {
        var csv = _folder.Write("t.csv", $"model,item,{column},score", $"a,q1,{other},1", $"a,q2,{wanted},0.5", $"a,q3,{wanted},0", $"b,q1,{other},1");
        var lines = _folder.Write("t.jsonl", Line("a", "q1", column, other, "1"), Line("a", "q2", column, wanted, "0.5"), Line("a", "q3", column, wanted, "0"), Line("b", "q1", column, other, "1"));
        foreach (var path in new[] { csv, lines })
        {
            Assert.Contains($"there are several {column}s ({other}, {wanted}). Choose one with --{column}", Refusal(path, new()), StringComparison.Ordinal);
            Assert.Contains($"there is no {column} 'nope'. There is: {other}, {wanted}", Refusal(path, Chosen(column, "nope")), StringComparison.Ordinal);
            var run = Assert.Single(Data.Imports.Read(path, Chosen(column, wanted)));
            Assert.Equal([("q2", 0.5), ("q3", 0.0)], run.Scores.Select(s => (s.Item, s.Score!.Value)));
            Assert.Equal([($"another {column}", 1), ($"another {column}, alone for 'b'", 1)], run.Dropped.Select(d => (d.Key, d.Value)));
            Assert.Equal(column == "metric" ? wanted : "score", run.Metric);
        }
    }

    [Fact]
    public void A_column_of_one_kind_needs_no_choice_and_one_that_is_mapped_is_none()
    {
        Assert.Equal("acc", Assert.Single(Data.Imports.Read(_folder.Write("one.csv", "model,item,metric,score", "a,q1,acc,1", "a,q2,acc,0"))).Metric);
        var path = _folder.Write("t.csv", "model,item,split,score,measure", "a,q1,train,1,acc", "a,q2,test,0,f1");
        Assert.Equal(2, Assert.Single(Data.Imports.Read(path, new() { Map = new Dictionary<string, string> { ["category"] = "split" } })).Scored);
        Assert.Contains("several metrics (acc, f1)", Refusal(path, new() { Map = new Dictionary<string, string> { ["metric"] = "measure", ["category"] = "split" } }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric", "model,item,score", "a,q,1", "has no column 'metric'")]
    [InlineData("split", "model,item,score", "a,q,1", "has no column 'split'")]
    [InlineData("filter", "model,q1,q2", "a,1,0", "files of the format 'wide' hold no such choice")]
    public void A_choice_that_a_table_does_not_have_is_refused(string option, string header, string row, string told) =>
        Assert.Contains(told, Refusal(_folder.Write("t.csv", header, row), Chosen(option, "x")), StringComparison.Ordinal);

    [Fact]
    public void Options_that_a_format_passes_over_are_refused()
    {
        var promptfoo = _folder.Write("p.jsonl", "{\"provider\":\"m\",\"promptIdx\":0,\"testIdx\":0,\"score\":1,\"success\":true,\"namedScores\":{\"tone\":1}}");
        Assert.Contains("--split has no effect on", Refusal(promptfoo, new() { Split = "x" }), StringComparison.Ordinal);
        Assert.Contains("it serves helm, long", Refusal(promptfoo, new() { Split = "x" }), StringComparison.Ordinal);
        Assert.Contains("There is: score, success, tone", Refusal(promptfoo, new() { Metric = "nope" }), StringComparison.Ordinal);
        Assert.Contains("--accept-aggregate has no effect on", Refusal(_folder.Write("t.csv", "model,item,score", "a,q,1"), new() { AcceptAggregate = true }), StringComparison.Ordinal);
        Assert.Single(Data.Imports.Read(promptfoo, new() { AcceptAggregate = true, Metric = "tone" }));
    }

    // Before kinds were compared a history of an accuracy and an F1 was read as one score.
    [Theory, InlineData("t.csv"), InlineData("t.jsonl"), InlineData("t.parquet")]
    public void A_history_that_is_read_as_it_is_has_one_metric(string name)
    {
        var path = _folder[name];
        if (name == "t.csv") _folder.Write(name, "model,item,metric,score", "a,q1,acc,1", "a,q2,f1,0.5");
        else if (name == "t.jsonl") _folder.Write(name, Line("a", "q1", "metric", "acc", "1"), Line("a", "q2", "metric", "f1", "0.5"));
        else
        {
            using var connection = new DuckDbConnection(new DuckDbLimits());
            connection.Execute($"COPY (SELECT * FROM (VALUES ('a', 'q1', 'acc', 1.0), ('a', 'q2', 'f1', 0.5)) t(model, item, metric, score)) TO '{path}' (FORMAT parquet)");
        }
        Assert.Contains("holds scores of several metrics ('acc' and 'f1')", Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path)).Message, StringComparison.Ordinal);
    }

    // Before names were counted two models became one, without a word.
    [Fact]
    public void One_name_is_not_given_to_several_models()
    {
        var path = _folder.Write("t.csv", "model,item,score", "a,q1,1", "b,q2,0");
        Assert.Contains("holds scores of several models ('a' and 'b'), which one name would make one", Refusal(path, new() { Model = "X" }), StringComparison.Ordinal);
        Assert.Equal("X", Assert.Single(Data.Imports.Read(_folder.Write("one.csv", "model,item,score", "a,q1,1", "a,q2,0"), new() { Model = "X" })).Model);
        Assert.Equal("X", Assert.Single(Data.Imports.Read(_folder.Write("none.csv", "item,score", "q1,1"), new() { Model = "X" })).Model);
    }

    private static ImportOptions Chosen(string option, string value) => option switch { "metric" => new() { Metric = value }, "filter" => new() { Filter = value }, _ => new() { Split = value } };

    private static string Line(string model, string item, string column, string value, string score) => $"{{\"model\":\"{model}\",\"item\":\"{item}\",\"{column}\":\"{value}\",\"score\":{score}}}";

    private static string Refusal(string path, ImportOptions options) => Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path, options)).Message;
}
