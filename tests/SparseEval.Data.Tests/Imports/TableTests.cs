using System.Globalization;

namespace SparseEval.Data.Tests.Imports;

/// <summary>One table in every file format, small or large, gives one history: scores, costs, models and what is refused.</summary>
public sealed class TableTests : IDisposable
{
    private static readonly string[] Columns = ["model", "item", "score", "seconds", "input_tokens"];

    // Booleans, blanks and names with spaces, quotes, delimiters and characters beyond U+FFFF, each beside the usual.
    private static readonly string?[][] Odd =
    [
        ["A", "q", "true", "1.5", "10"], ["A ", "q", "false", "", "11"], [" A", "q ", "TRUE", " 2 ", "12.5"], ["a, \"b\"", "q", " 50 ", null, "2.5"], ["A", "q ", "NaN", "NA", null], ["A", " q", "", "0", "0"],
        ["A", "\uD83D\uDE00", "1e1", "1e-3", "1e3"], ["A", "\uFFFD", "+25", ".5", "3.5"], ["\uD83D\uDE00", "q", "N/A", null, null], ["\uFFFD", "q", "100", "7", "8"],
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(60_000)]
    public void All_formats_give_the_same_history(int rows)
    {
        var table = Rows(rows);
        var expected = History(Write("t.csv", table), new() { ScoreScale = 100 });
        foreach (var name in new[] { "t.tsv", "t.jsonl", "t.parquet" }) Assert.Equal(expected, History(Write(name, table), new() { ScoreScale = 100 }));
        Assert.Equal(Written(table), expected);
    }

    [Theory]
    [InlineData("model 'm' has a second score|item 'q' has a second score; the first is at *2", "m,q,1,,", "m,q,0,,")]
    [InlineData("*3: model 'm' has score 1.5 on item 'r'", "m,q,1,,", "m,r,1.5,,")]
    [InlineData("*3: the score 'x' is no number", "m,q,1,,", "m,r,x,,")]
    [InlineData("*3: a cost is -40 in column 'seconds'", "m,q,1,,", "m,r,1,-40,")]
    [InlineData("*3: the cost 'abc' in column 'input_tokens' is no number", "m,q,1,,", "m,r,1,,abc")]
    [InlineData("*3: the cost 'true' in column 'input_tokens' is no number", "m,q,1,,", "m,r,1,,true")]
    [InlineData("*3: item 'r' has a cost of 1E+300", "m,q,1,,", "m,r,1,,1e300")]
    [InlineData("*3: the model's name is empty", "m,q,1,,", ",r,1,,")]
    [InlineData("*3: the item's id is empty", "m,q,1,,", "m,,1,,")]
    public void Mistakes_are_found_with_their_place_in_all_formats(string told, params string[] lines)
    {
        var rows = lines.Select(line => line.Split(',').Select(cell => cell.Length == 0 ? null : cell).ToArray()).ToList();
        foreach (var (name, place) in new[] { ("t.csv", "t.csv:{0}"), ("t.tsv", "t.tsv:{0}"), ("t.jsonl", "t.jsonl:{1}"), ("t.parquet", "t.parquet, row {1}") })
        {
            var message = Refusal(Write(name, rows));
            foreach (var (number, word) in new[] { (2, "*2"), (3, "*3") })
                if (told.Contains(word, StringComparison.Ordinal)) Assert.Contains(string.Format(CultureInfo.InvariantCulture, place, number, number - 1), message, StringComparison.Ordinal);
            Assert.Contains(told.Split('|')[^1].Replace("*3: ", "", StringComparison.Ordinal).Replace("*2", "", StringComparison.Ordinal), message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.jsonl")]
    [InlineData("t.parquet")]
    public void A_mapped_column_must_be_there(string name) => Assert.Contains("has no column 'tokens_in'", Refusal(Write(name, Rows(20)), new() { ScoreScale = 100, Map = Map("input_tokens", "tokens_in") }), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_scores_is_no_history() =>
        Assert.Contains("hold no scores", Assert.Throws<SparseEvalException>(() => ImportedHistory.Merge(Data.Imports.Read(_folder.Write("t.csv", "model,item,score", "m,q,", "m,r,NaN")))).Message, StringComparison.Ordinal);

    [Fact]
    public void True_is_a_full_score_in_every_scale()
    {
        Assert.Equal([1, 0.5], Scores(_folder.Write("a.csv", "model,item,score", "m,q,true", "m,r,50")));
        Assert.Equal([1, 0.5], Scores(_folder.Write("b.csv", "model,q,r", "m,true,50")));
        Assert.Equal([1, 0.5], Scores(_folder.Write("c.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q\":true,\"r\":50}}", "")));
        Assert.Equal([1, 0.5], Scores(_folder.Write("d.json", "{\"status\":\"success\",\"eval\":{\"model\":\"m\",\"task\":\"t\"},\"samples\":[{\"id\":1,\"scores\":{\"s\":{\"value\":\"C\"}}},{\"id\":2,\"scores\":{\"s\":{\"value\":50}}}]}")));
        IEnumerable<double?> Scores(string path) => Assert.Single(Data.Imports.Read(path, new() { ScoreScale = 100 })).Scores.Select(s => s.Score);
    }

    [Fact]
    public void Lines_of_JSON_have_the_keys_of_all_of_them()
    {
        var wide = Data.Imports.Read(_folder.Write("wide.jsonl", "{\"model\":\"a\",\"q1\":1}", "{\"model\":\"b\",\"q1\":0,\"q2\":1,\"q3\":1}", "{\"q3\":0,\"q2\":0.5,\"model\":\"c\"}"));
        Assert.Equal([("a", "q1", 1), ("a", "q2", null), ("a", "q3", null), ("b", "q1", 0), ("b", "q2", 1), ("b", "q3", 1), ("c", "q1", null), ("c", "q2", 0.5), ("c", "q3", 0)],
            wide.SelectMany(run => run.Scores.Select(s => (run.Model, s.Item, s.Score))));
        Assert.Equal(2, wide[0].Missing.Values.Sum());
        var run = Assert.Single(Data.Imports.Read(_folder.Write("long.jsonl", "{\"model\":\"m\",\"item\":\"q1\"}", "{\"model\":\"m\",\"item\":\"q2\",\"score\":1,\"category\":\"c\",\"input_tokens\":7}")));
        Assert.Equal((null, 1.0, null, 7.0, "c"), (run.Scores[0].Score, run.Scores[1].Score!.Value, run.Scores[0].InputTokens, run.Scores[1].InputTokens!.Value, run.Items["q2"]["category"]));
    }

    [Fact]
    public void A_wide_row_stands_once_and_its_columns_are_scores()
    {
        Assert.Contains("t.csv:4: 'm' names this row and the one at", Refusal(_folder.Write("t.csv", "model,q", "m,1", "n,1", "m,0")), StringComparison.Ordinal);
        Assert.Contains("t.csv:3, column 'r': model 'n' has score 2 on item 'r'", Refusal(_folder.Write("t.csv", "model,q,r", "m,1,1", "n,1,2")), StringComparison.Ordinal);
        Assert.Contains("t.csv:2: the item's id is empty", Refusal(_folder.Write("t.csv", "item,m", ",1")), StringComparison.Ordinal);
        Assert.Contains("it has none for 'cost'", Refusal(_folder.Write("t.csv", "item,m", "q,1"), new() { Map = Map("cost", "usd") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_many_models_is_hashed_once()
    {
        var runs = Data.Imports.Read(_folder.Write("t.csv", "item,m,n,o", "q,1,0,1"));
        Assert.Equal(3, runs.Count);
        Assert.All(runs, run => Assert.Same(runs[0].Files[0], run.Files[0]));
    }

    [Fact]
    public void One_model_can_be_read_alone()
    {
        var path = _folder.Write("t.csv", "model,item,score", "m,q,1", "n,q,0", "o,q,0.5");
        ImportFolder.Write(_folder["out"], ImportedHistory.Merge(Data.Imports.Read(path)));
        foreach (var file in new[] { path, _folder["out/history.parquet"] })
        {
            var matrix = ResponseMatrices.Read(file, new() { Models = ["n"] });
            Assert.Equal((1, "n", 0.0), (matrix.Models.Count, matrix.Models[0], matrix[0, 0]));
        }
    }

    private string Refusal(string path, ImportOptions? options = null) => Assert.Throws<SparseEvalException>(() => Data.Imports.Read(path, options ?? new())).Message;

    private static Dictionary<string, string> Map(string part, string column) => new() { [part] = column };

    /// <summary>The odd rows and usual ones in a seeded order.</summary>
    private static List<string?[]> Rows(int count)
    {
        List<string?[]> rows = [.. Odd, .. Enumerable.Range(0, Math.Max(0, count - Odd.Length)).Select(i => new string?[] { $"m{i % 7}", $"item {i / 7}", i % 11 == 0 ? null : $"{i % 101}", i % 5 == 0 ? null : (0.37 * i).ToString("R", CultureInfo.InvariantCulture), i % 3 == 0 ? null : $"{i % 900}" })];
        var order = rows.ToArray();
        new Random(20261121).Shuffle(order);
        return [.. order];
    }

    private string Write(string name, List<string?[]> rows)
    {
        if (name.EndsWith(".parquet", StringComparison.Ordinal)) return Parquet(name, rows);
        if (name.EndsWith(".jsonl", StringComparison.Ordinal)) return _folder.Write(name, [.. rows.Select(row => System.Text.Json.JsonSerializer.Serialize(Columns.Zip(row).Where(cell => cell.Second is not null).ToDictionary(cell => cell.First, cell => cell.Second)))]);
        var delimiter = name.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : ',';
        return _folder.Write(name, [.. rows.Prepend(Columns).Select(row => string.Join(delimiter, row.Select(cell => Csv.Quoted(cell ?? ""))))]);
    }

    private string Parquet(string name, List<string?[]> rows)
    {
        var csv = _folder.Write("source.csv", [.. rows.Prepend(Columns).Select(row => string.Join(',', row.Select(cell => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))]);
        using var connection = new DuckDbConnection(new DuckDbLimits { Threads = 1 });
        connection.Execute($"COPY (SELECT * FROM read_csv({DuckDbConnection.Literal(csv)}, header = true, all_varchar = true, quote = '\"', delim = ',')) TO {DuckDbConnection.Literal(_folder[name])} (FORMAT parquet)");
        return _folder[name];
    }

    /// <summary>What the history's file holds, a text a row.</summary>
    private List<string> History(string path, ImportOptions options)
    {
        ImportFolder.Write(_folder["out"], ImportedHistory.Merge(Data.Imports.Read(path, options)));
        using var connection = new DuckDbConnection(new DuckDbLimits { Threads = 1 });
        using var result = connection.Query($"SELECT concat_ws('|', model, item, coalesce(score::VARCHAR, '-'), coalesce(input_tokens::VARCHAR, '-'), coalesce(output_tokens::VARCHAR, '-'), coalesce(engine_seconds::DOUBLE::VARCHAR, '-')) FROM read_parquet({DuckDbConnection.Literal(_folder["out/history.parquet"])})");
        var rows = new List<string>();
        while (result.Fetch() is { } chunk)
            using (chunk) rows.AddRange(chunk.Strings(0)!);
        return rows;
    }

    /// <summary>What it should hold, from the cells as they are written.</summary>
    private static List<string> Written(List<string?[]> rows)
    {
        var lines = rows.OrderBy(row => row[0], Utf8Order.Comparer!).ThenBy(row => row[1], Utf8Order.Comparer!).Select(row =>
        {
            double? Number(int cell) => double.TryParse(row[cell], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
            var score = bool.TryParse(row[2], out var right) ? right ? 1 : 0 : Number(2) / 100;
            return string.Join('|', row[0], row[1], Text(score), Number(4) is { } tokens ? ((long)Math.Round(tokens)).ToString(CultureInfo.InvariantCulture) : "-", "-", Text((float?)Number(3)));
        });
        return [.. lines];
    }

    private static string Text(double? number) => number is { } known ? known == Math.Floor(known) ? FormattableString.Invariant($"{known:0.0}") : Duck(known) : "-";

    /// <summary>DuckDB writes 1e-05 where .NET writes 1E-05.</summary>
    private static string Duck(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
