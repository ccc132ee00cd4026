namespace SparseEval.Data.Tests.Imports;

/// <summary>Large tables go another way and end in the same place.</summary>
public sealed class LongTableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.tsv")]
    [InlineData("t.parquet")]
    public void Both_ways_give_the_same_history(string name)
    {
        var rows = Enumerable.Range(0, 300).Select(i => ($"m{i % 7}", $"q,\"{i / 7}", i % 11 == 0 ? (double?)null : i % 3 == 0 ? 1 : 0.25, 1.5 * i)).OrderBy(row => row.Item1.GetHashCode(StringComparison.Ordinal) ^ row.Item2.Length).ToList();
        var path = Path.Combine(_folder.Path, name);
        if (name == "t.parquet") ResponseMatrices.Write(path, rows.Select(r => new ResponseRow(r.Item1, r.Item2, r.Item3)));
        else _folder.Write(name, ["model,item,score,seconds", .. rows.Select(r => $"{r.Item1},\"{r.Item2.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{r.Item3},{r.Item4}")]);
        if (name == "t.tsv") _folder.Write(name, [.. File.ReadAllLines(path).Select((line, i) => i == 0 ? line.Replace(',', '\t') : $"{rows[i - 1].Item1}\t\"{rows[i - 1].Item2.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\t{rows[i - 1].Item3}\t{rows[i - 1].Item4}")]);
        Assert.True(LongTableFolder.Takes(path, new()));
        var models = LongTableFolder.Write(path, _folder["large"], new());
        var history = ImportedHistory.Merge(Data.Imports.Read(path));
        ImportFolder.Write(_folder["small"], history);
        Assert.Equal(Cells(_folder["small/history.parquet"]), Cells(_folder["large/history.parquet"]));
        foreach (var model in models) Assert.Equal(history.Runs.Single(r => r.Model == model.Model).MeanScore!.Value, model.MeanScore!.Value, 12);
        Assert.Equal(history.Items.Select(i => i.Id).Order(StringComparer.Ordinal), Benchmarks.Read(_folder["large/items.jsonl"]).Items.Select(i => i.Id));
    }

    [Theory]
    [InlineData("t.csv:3: model 'm' has a second score on item 'q'; the first is at", "m,q,1", "m,q,0")]
    [InlineData("t.csv:3: a score is outside", "m,q,1", "m,r,1.5")]
    [InlineData("t.csv:3: the score 'x' is no number", "m,q,1", "m,r,x")]
    [InlineData("t.csv:3: the model's name is empty", "m,q,1", ",r,1")]
    [InlineData("t.csv:3: the item's id is empty", "m,q,1", "m,,1")]
    [InlineData("t.csv:3: the record has 2 fields", "m,q,1", "m,r")]
    [InlineData("holds no scores", "m,q,", "m,r,NaN")]
    public void Mistakes_are_found_with_their_line(string told, params string[] lines)
    {
        var path = _folder.Write("t.csv", ["model,item,score", .. lines]);
        Assert.Contains(told, Assert.Throws<SparseEvalException>(() => LongTableFolder.Write(path, _folder["out"], new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_model_can_be_read_alone()
    {
        var path = _folder.Write("t.csv", "model,item,score", "m,q,1", "n,q,0", "o,q,0.5");
        LongTableFolder.Write(path, _folder["out"], new());
        foreach (var file in new[] { path, _folder["out/history.parquet"] })
        {
            var matrix = ResponseMatrices.Read(file, new() { Models = ["n"] });
            Assert.Equal((1, "n", 0.0), (matrix.Models.Count, matrix.Models[0], matrix[0, 0]));
        }
    }

    private static List<(string, string, double?)> Cells(string path)
    {
        var matrix = ResponseMatrices.Read(path);
        return [.. from m in Enumerable.Range(0, matrix.Models.Count) from i in Enumerable.Range(0, matrix.ItemIds.Count) orderby matrix.Models[m], matrix.ItemIds[i] select (matrix.Models[m], matrix.ItemIds[i], matrix[m, i])];
    }
}
