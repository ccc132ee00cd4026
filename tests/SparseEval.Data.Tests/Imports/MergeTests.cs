using System.Globalization;
using System.Text.Json.Nodes;

namespace SparseEval.Data.Tests.Imports;

/// <summary>Runs put together, and what is written of them.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cost_is_the_mean_of_the_replicates_that_say_it()
    {
        foreach (var (seed, tokens) in new[] { (0, ""), (1, ",\"num_generated_tokens\":100"), (2, ",\"num_generated_tokens\":200") })
            _folder.Write($"output-rs{seed}.jsonl", $"{{\"id\":\"q\",\"generation\":\"g\",\"symbolic_correct\":{(seed == 1 ? "true" : "false")}{tokens}}}", "");
        var (model, score) = Assert.Single(ImportedHistory.Merge(Data.Imports.Read(_folder.Path, new() { Model = "m" })).Scores);
        Assert.Equal(("m", 150.0, 3, 1 / 3.0), (model, score.OutputTokens!.Value, score.Epochs.Count, score.Score!.Value));
    }

    [Fact]
    public void In_one_file_too()
    {
        var run = Assert.Single(Data.Imports.Read(_folder.Write("t.csv", "model,item,score,epoch,cost", "m,q,1,a,", "m,q,0,b,1", "m,q,,c,2", "m,r,1,a,")));
        Assert.Equal((1.5, 0.5, 3, null, 0), (run.Scores[0].Usd!.Value, run.Scores[0].Score!.Value, run.Scores[0].Epochs.Count, run.Scores[1].Usd, run.Scores[1].Epochs.Count));
        Assert.Equal(1, run.Missing["empty"]);
    }

    [Fact]
    public void Scores_stand_model_by_model_and_at_their_places()
    {
        var a = Data.Imports.Read(_folder.Write("a.csv", "model,item,score", "n,q2,1", "m,q1,0", "n,q1,0.5"));
        var b = Data.Imports.Read(_folder.Write("b.csv", "model,item,score", "m,q3,1", "o,q1,0"));
        var scores = ImportedHistory.Merge([.. a, .. b]).Scores;
        Assert.Equal([("n", "q2", 1), ("n", "q1", 0.5), ("m", "q1", 0), ("m", "q3", 1), ("o", "q1", 0)], scores.Select(s => (s.Model, s.Score.Item, s.Score.Score!.Value)));
        Assert.Equal(scores, Enumerable.Range(0, scores.Count).Select(i => scores[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => scores[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => a[0].Scores[-1]);
    }

    [Fact]
    public void The_record_of_any_table_says_the_same_things()
    {
        var path = _folder.Write("t.csv", "model,item,score,seconds", "m,q,1,2.5", "m,r,,", "n,q,0,");
        ImportFolder.Write(_folder["out"], ImportedHistory.Merge(Data.Imports.Read(path)));
        var record = JsonNode.Parse(File.ReadAllText(_folder["out/import.json"]))!;
        var (m, n) = (record["runs"]![0]!, record["runs"]![1]!);
        Assert.Equal(("long", "score", 2, 1, 1.0, 2.5), (m["format"]!.GetValue<string>(), m["metric"]!.GetValue<string>(), m["items"]!.GetValue<int>(), m["scored"]!.GetValue<int>(), m["meanScore"]!.GetValue<double>(), m["seconds"]!.GetValue<double>()));
        Assert.Equal(("SPE0052", path), (m["diagnostics"]![0]!["code"]!.GetValue<string>(), m["files"]![0]!["path"]!.GetValue<string>()));
        Assert.Null(n["seconds"]);
        Assert.Equal(Importers.All["long"].Version, m["importerVersion"]!.GetValue<int>());
        Assert.Equal(["history.parquet", "import.json", "items.jsonl"], Directory.GetFiles(_folder["out"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Replicates_without_a_score_are_told_and_many_missing_scores_give_both_bounds()
    {
        var run = Data.Imports.Read(_folder.Write("t.csv", "model,item,epoch,score", "m,q,1,1", "m,q,2,", "m,r,1,0", "m,r,2,0", "m,s,1,", "m,s,2,")).Single();
        var remarks = run.Diagnostics.ToDictionary(d => d.Code, d => d.Message);
        Assert.StartsWith("1 item has replicates without a score, 'q' first", remarks["SPE0086"], StringComparison.Ordinal);
        Assert.EndsWith("The mean of the other 2 is 0.5; with the missing ones as 0 it would be 0.3333.", remarks["SPE0052"], StringComparison.Ordinal);
        var whole = Data.Imports.Read(_folder.Write("u.csv", "model,item,epoch,score", "m,q,1,1", "m,q,2,0", "m,r,1,0", "m,r,2,0")).Single();
        Assert.Empty(whole.Diagnostics);
    }

    [Fact]
    public void Epochs_of_an_import_are_read_as_scores()
    {
        ImportFolder.Write(_folder["out"], ImportedHistory.Merge(Data.Imports.Read(_folder.Write("t.csv", "model,item,epoch,score", "m,q,1,1", "m,q,2,0", "m,r,1,0", "m,r,2,0"))));
        Assert.Equal([("q", 0.5), ("r", 0)], ItemScores.Read(_folder["out/epochs.csv"]).Select(s => (s.Id, s.Score!.Value)));
    }

    [Fact]
    public void Sorted_rows_give_the_file_that_sorting_gives()
    {
        string[] names = ["a", "A ", "\uFFFD", "\uD83D\uDE00", "a, long name of an item, or of a model", "\u00e9"];
        var rows = (from m in names from k in Enumerable.Range(0, 2000) let item = $"{names[k % names.Length]}{k}" select new ResponseRow(m, item, k % 7 == 0 ? null : k % 5 / 4.0, k % 3 == 0 ? null : k, null, null, k / 8.0)).ToList();
        ResponseMatrices.Write(_folder["a.parquet"], rows);
        ParquetResponseWriter.WriteSorted(_folder["b.parquet"], rows.OrderBy(r => r.Model, Utf8Order.Comparer).ThenBy(r => r.Item, Utf8Order.Comparer));
        Assert.Equal(File.ReadAllBytes(_folder["a.parquet"]), File.ReadAllBytes(_folder["b.parquet"]));
        Assert.Contains("two responses on item", Assert.Throws<SparseEvalException>(() => ParquetResponseWriter.WriteSorted(_folder["c.parquet"], [rows[0], rows[0]])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ParquetResponseWriter.WriteSorted(_folder["c.parquet"], [new("m", "b", 1), new("m", "a", 1)]));
        Assert.Contains("no responses to write", Assert.Throws<SparseEvalException>(() => ParquetResponseWriter.WriteSorted(_folder["c.parquet"], [])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["c.parquet"]));
    }

    [Fact]
    public void A_decimal_comma_of_the_user_changes_no_message()
    {
        var (before, comma) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator) = (",", ".");
        string Told(params string[] lines) => Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Write("t.csv", lines), new() { ScoreScale = 2.5 })).Message;
        var report = _folder.Write("m.r.json", $"{{\"resolved_ids\":[],\"unresolved_ids\":[{string.Join(',', Enumerable.Range(0, 1234).Select(i => $"\"a-{i}\""))}],\"resolved_instances\":1}}");
        string[] Messages() => [Told("model,item,score", "m,q,3.5"), Told("model,item,score,cost", "m,q,1,-0.5"), Assert.Throws<SparseEvalException>(() => Data.Imports.Read(report)).Message];
        var usual = Messages();
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(usual, Messages());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Contains("[0, 2.5]", usual[0], StringComparison.Ordinal);
        Assert.Contains("1,234 scores", usual[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    public void Fields_are_quoted_where_they_must_be(string field, string quoted) => Assert.Equal(quoted, Csv.Quoted(field));
}
