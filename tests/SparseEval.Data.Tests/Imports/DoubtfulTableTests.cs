namespace SparseEval.Data.Tests.Imports;

/// <summary>Tables that look like something else than they are taken for.</summary>
public sealed class DoubtfulTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Before columns were compared: three items and three models without a remark.
    [Fact]
    public void A_column_that_is_the_mean_of_the_others_is_doubted()
    {
        Assert.Contains("'average' is the mean of the others in every row: it seems to be an aggregate, and counts here as an item", Doubt(100, "model,mmlu,gsm8k,average", "a,80.1,60,70.05", "b,60,50,55"), StringComparison.Ordinal);
        Assert.Contains("counts here as a model", Doubt(1, "item,m1,m2,mean", "q1,1,0,0.5", "q2,0,0,0"), StringComparison.Ordinal);
        Assert.Contains("'third' is the mean", Doubt(1, "item,m1,m2,third", "q1,1,0,0.5", "q2,0,0,0", "q3,0,0.5,0.25"), StringComparison.Ordinal);
        foreach (var table in new string[][] { ["item,m1,m2,m3", "q1,1,1,1", "q2,0,0,0"], ["item,m1,m2,m3", "q1,1,0,0.5", "q2,0,0,0"], ["item,m1,m2,mean", "q1,1,0,0.5", "q2,0,1,0"], ["item,m1,m2", "q1,1,1", "q2,0,0"] })
            Assert.Equal("", Doubt(1, table));
    }

    [Theory]
    [InlineData("model, item, score", "a,1,0.5", "has a column ' item'")]
    [InlineData("model,Item,Score", "a,1,0.5", "has a column 'Item'")]
    public void A_long_tables_header_that_is_written_otherwise_makes_no_wide_one(string header, string row, string told)
    {
        var path = _folder.Write("t.csv", header, row);
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path)).Message, StringComparison.Ordinal);
        Assert.Equal(0.5, Assert.Single(Data.Imports.Read(path, new() { Map = new Dictionary<string, string> { ["item"] = header.Split(',')[1], ["score"] = header.Split(',')[2] } })).Scores[0].Score);
    }

    [Fact]
    public void A_scale_that_makes_nothing_of_every_score_is_refused() =>
        Assert.Contains("A full score is at most", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Write("t.csv", "model,item,score", "a,1,0.5"), new() { ScoreScale = 1e308 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_that_are_written_in_two_ways_are_told()
    {
        var history = ImportedHistory.Merge(Data.Imports.Read(_folder.Write("t.csv", "model,item,score", "a,1,0.5", "b,1.0,0.5", "b,1.5,1", "b,1.2.0,1", "b,1.2,1")));
        Assert.Contains("2 items have names that differ from another's by case, blanks or the way a number is written alone, '1' and '1.0' first", Assert.Single(history.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Structs_and_lists_of_Parquet_are_no_names()
    {
        var path = _folder["t.parquet"];
        using (var connection = new DuckDbConnection(new DuckDbLimits()))
            connection.Execute($"COPY (SELECT {{'name': 'a'}} AS model, 'q' AS item, 1.0 AS score) TO '{path}' (FORMAT parquet)");
        Assert.Contains("column 'model' is of type STRUCT", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_files_say_what_is_the_matter()
    {
        var twice = _folder.Write("twice.jsonl", "{\"model\":\"a\",\"item\":\"q\",\"score\":1,\"score\":0}");
        Assert.Contains("twice.jsonl:1: broken JSON: ", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(twice)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["t.csv.zst"], [0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2, 3]);
        Assert.Contains("is compressed by zstd", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder["t.csv.zst"])).Message, StringComparison.Ordinal);
    }

    private string Doubt(double scale, params string[] lines) =>
        Data.Imports.Read(_folder.Write("t.csv", lines), new() { ScoreScale = scale }).SelectMany(run => run.Diagnostics).FirstOrDefault(d => d.Code == "SPE0088")?.Message ?? "";
}
