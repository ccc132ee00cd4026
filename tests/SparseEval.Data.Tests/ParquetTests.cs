using System.Globalization;

namespace SparseEval.Data.Tests;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_can_write_responses_and_read_them_back()
    {
        var path = _folder["new/history.parquet"];
        ResponseMatrices.Write(path, [new("m2", "i1", 0.1, 5, 1, 1e9, 0.25), new("m1", "i2, a name longer than twelve bytes", null), new("m1", "i1", 1, 7, null, 3e9)]);
        var matrix = ResponseMatrices.Read(path);
        Assert.Equal(["m1", "m2"], matrix.Models);
        Assert.Equal(["i1", "i2, a name longer than twelve bytes"], matrix.ItemIds);
        Assert.Equal((1.0, null, (double?)(float)0.1, null), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Assert.Equal(new Dictionary<string, double> { ["i1"] = 2e9 }, ResponseMatrices.ReadMeanFlops(path));
        Assert.Equal(["history.parquet"], Directory.GetFiles(_folder["new"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Costs_are_stored_as_given()
    {
        var path = _folder["h.parquet"];
        ResponseMatrices.Write(path, [new("m", "i", 1, 12345678901, 2, 1.5e15, 0.125), new("m", "j", 0)]);
        using var connection = new DuckDbConnection(new DuckDbLimits());
        using var result = connection.Query($"SELECT input_tokens::VARCHAR, output_tokens::VARCHAR, forward_flops::VARCHAR, engine_seconds::VARCHAR FROM read_parquet({DuckDbConnection.Literal(path)})");
        using var chunk = result.Fetch()!;
        Assert.Equal(["12345678901", "2", "1500000000000000.0", "0.125"], Enumerable.Range(0, 4).Select(c => chunk.Strings(c)[0]));
        Assert.All(Enumerable.Range(0, 4), c => Assert.Null(chunk.Strings(c)[1]));
    }

    [Fact]
    public void The_same_rows_in_another_order_give_the_same_bytes()
    {
        var rows = Rows(models: 9, items: 1500).ToList();
        ResponseMatrices.Write(_folder["a.parquet"], rows);
        ResponseMatrices.Write(_folder["b.parquet"], rows.AsEnumerable().Reverse());
        Assert.Equal(File.ReadAllBytes(_folder["a.parquet"]), File.ReadAllBytes(_folder["b.parquet"]));
    }

    [Fact]
    public void One_models_rows_lie_in_few_row_groups()
    {
        ResponseMatrices.Write(_folder["h.parquet"], Rows(models: 9, items: 3600));
        using var connection = new DuckDbConnection(new DuckDbLimits());
        using var result = connection.Query("SELECT count(*) FILTER (stats_min_value <= 'model-4' AND stats_max_value >= 'model-4')::VARCHAR, count(*)::VARCHAR " +
            $"FROM parquet_metadata({DuckDbConnection.Literal(_folder["h.parquet"])}) WHERE path_in_schema = 'model'");
        using var chunk = result.Fetch()!;
        Assert.InRange(int.Parse(chunk.Strings(0)[0]!), 1, 2);
        Assert.InRange(int.Parse(chunk.Strings(1)[0]!), 7, 9);
    }

    [Fact]
    public void File_names_are_taken_literally()
    {
        foreach (var name in new[] { "it's; DROP TABLE x.parquet", "a*b?[c].parquet", "axbxc.parquet", "[ab].parquet", "a.parquet", "\u00e9 \u6f22.parquet" })
            ResponseMatrices.Write(_folder[name], [new("m", name, 1)]);
        foreach (var path in Directory.GetFiles(_folder.Path))
            Assert.Equal([Path.GetFileName(path)], ResponseMatrices.Read(path).ItemIds);
    }

    [Fact]
    public void Any_column_names_and_types_are_read()
    {
        var path = Sql("t.parquet", "SELECT 7 AS \"my \"\"model\", 'q'::ENUM('q') AS doc, true AS ok UNION ALL SELECT 8, 'q', NULL");
        var matrix = ResponseMatrices.Read(path, new ResponseMatrixReadOptions { ModelColumn = "my \"model", ItemColumn = "doc", ScoreColumn = "ok" });
        Assert.Equal(["7", "8"], matrix.Models);
        Assert.Equal((1.0, null), (matrix[0, 0], matrix[1, 0]));
    }

    [Theory]
    [InlineData("SELECT 'm' AS model, 'i' AS item", "has no column 'score'. It has: model, item.")]
    [InlineData("SELECT 'm' AS model, 'i' AS item, 1 AS Score", "has no column 'score'")]
    [InlineData("SELECT 'm' AS model, 'i' || x AS item, CASE x WHEN 3000 THEN 'NaN'::DOUBLE ELSE 0.5 END AS score FROM range(5000) t(x)", ", row 3001: model 'm' has score NaN on item 'i3000'")]
    [InlineData("SELECT 'm' AS model, 'i' AS item, 1.5 AS score", ", row 1: model 'm' has score 1.5")]
    [InlineData("SELECT 'm' AS model, 'i' AS item, 1 AS score FROM range(2)", ", row 2: model 'm' has a second score on item 'i'; the first is at *, row 1")]
    [InlineData("SELECT NULL::VARCHAR AS model, 'i' AS item, 1 AS score", ", row 1: the model's name is empty")]
    [InlineData("SELECT 'm' AS model, 'i' AS item, 'good' AS score", "cannot be read as Parquet: Conversion Error: Could not convert string 'good' to DOUBLE")]
    [InlineData("SELECT 'm' AS model, 'i' AS item, 1 AS score LIMIT 0", "holds no scores")]
    public void A_bad_table_is_one_clear_sentence(string sql, string expected)
    {
        var path = Sql("t.parquet", sql);
        var error = Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path));
        Assert.Contains(expected.Replace("*", path), error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_file_that_is_no_Parquet_is_refused_in_DuckDBs_words()
    {
        var path = _folder.Write("h.parquet", "model,item,score");
        Assert.Contains("cannot be read as Parquet: Invalid Input Error: No magic bytes found", Message(() => ResponseMatrices.Read(path)), StringComparison.Ordinal);
        Assert.Contains("There is no file", Message(() => ResponseMatrices.Read(_folder["none.parquet"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        var path = _folder["h.parquet"];
        ResponseMatrices.Write(path, [new("m", "i", 1)]);
        Assert.Contains("Response 2 (model 'm', item 'j') has score 2; scores lie in [0, 1]", Message(() => ResponseMatrices.Write(path, [new("m", "i", 1), new("m", "j", 2)])), StringComparison.Ordinal);
        Assert.Contains("Model 'm' has two responses on item 'j'", Message(() => ResponseMatrices.Write(path, [new("m", "j", 1), new("m", "j", null)])), StringComparison.Ordinal);
        Assert.Contains("There are no responses to write", Message(() => ResponseMatrices.Write(path, Array.Empty<ResponseRow>())), StringComparison.Ordinal);
        Assert.Contains("has an empty item id", Message(() => ResponseMatrices.Write(path, [new("m", " ", 1)])), StringComparison.Ordinal);
        Assert.Contains("a negative number of tokens", Message(() => ResponseMatrices.Write(path, [new("m", "i", 1, -1)])), StringComparison.Ordinal);
        Assert.Contains("not finite", Message(() => ResponseMatrices.Write(path, [new("m", "i", 1, ForwardFlops: double.NaN)])), StringComparison.Ordinal);
        Assert.Contains("cannot be written", Message(() => ResponseMatrices.Write(path, [new("m\uD800", "i", 1)])), StringComparison.Ordinal);
        Assert.Contains("does not end in .parquet", Message(() => ResponseMatrices.Write(_folder["h.csv"], [new("m", "i", 1)])), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ResponseMatrices.Write(path, Failing()));
        Directory.CreateDirectory(_folder["folder.parquet"]);
        Assert.Contains("cannot be written", Message(() => ResponseMatrices.Write(_folder["folder.parquet"], [new("m", "i", 1)])), StringComparison.Ordinal);
        Assert.Equal(["i"], ResponseMatrices.Read(path).ItemIds);
        Assert.Equal(["h.parquet"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_bundled_history_takes_few_megabytes()
    {
        var path = _folder["history.parquet"];
        ResponseMatrices.Write(path, Rows(models: 54, items: 3600));
        Assert.InRange(new FileInfo(path).Length, 100_000, 4_000_000);
    }

    [Fact]
    public void A_wrong_library_is_one_clear_sentence_that_names_the_fix()
    {
        var wrong = _folder.Write("libduckdb.so", "no library");
        Assert.Contains($"SPARSEEVAL_DUCKDB names '{wrong}', which cannot be loaded", Message(() => DuckDbLibrary.Load(wrong, [], "")), StringComparison.Ordinal);
        Assert.Contains("cannot be loaded", Message(() => DuckDbLibrary.Load(_folder["none.so"], [], "")), StringComparison.Ordinal);
        Assert.Contains($"looked at {wrong} and the system's folders. Build again with network access, run 'sparseeval doctor --fix', or set SPARSEEVAL_DUCKDB", Message(() => DuckDbLibrary.Load(null, [wrong], "libduckdb-that-is-nowhere.so")), StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDB_keeps_to_its_limits_and_fetches_no_extension()
    {
        using var connection = new DuckDbConnection(new DuckDbLimits { Threads = 1, MemoryMiB = 128 });
        using var result = connection.Query("SELECT current_setting('threads')::VARCHAR, current_setting('memory_limit'), current_setting('autoinstall_known_extensions')::VARCHAR, current_setting('autoload_known_extensions')::VARCHAR");
        using var chunk = result.Fetch()!;
        Assert.Equal(["1", "128.0 MiB", "false", "false"], Enumerable.Range(0, 4).Select(c => chunk.Strings(c)[0]));
        Assert.Contains("0 threads", Message(() => new DuckDbConnection(new DuckDbLimits { Threads = 0 }).Dispose()), StringComparison.Ordinal);
        Assert.Contains("8 MiB", Message(() => new DuckDbConnection(new DuckDbLimits { MemoryMiB = 8 }).Dispose()), StringComparison.Ordinal);
    }

    private static string Message(Action act) => Assert.Throws<SparseEvalException>(act).Message;

    private static IEnumerable<ResponseRow> Failing()
    {
        yield return new ResponseRow("m", "k", 1);
        throw new InvalidOperationException("the runner failed");
    }

    /// <summary>Rows as a real history has them: few token counts, one FLOP count for each, seconds that never repeat.</summary>
    private static IEnumerable<ResponseRow> Rows(int models, int items)
    {
        var random = new Random(20260725);
        for (var m = 0; m < models; m++)
            for (var i = 0; i < items; i++)
            {
                var tokens = 12 + i * 37 % 240;
                yield return new ResponseRow($"model-{m}", $"family-{i % 14}-{i % 4}-{i:0000}", random.Next(2), tokens, i % 7 == 0 ? 6 : 0,
                    2.0 * 800_000 * (1 + m % 5) * tokens, random.NextDouble() * 0.01);
            }
    }

    private string Sql(string name, string select)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        connection.Execute($"COPY ({select}) TO {DuckDbConnection.Literal(_folder[name])} (FORMAT parquet)");
        return _folder[name];
    }

    [Fact]
    public void A_folder_that_looks_like_a_column_is_a_folder()
    {
        var path = _folder["model=other/score=1/history.parquet"];
        ResponseMatrices.Write(path, [new("m", "i", 0.25)]);
        var matrix = ResponseMatrices.Read(path);
        Assert.Equal(("m", 0.25), (matrix.Models.Single(), matrix[0, 0]));
    }

    [Fact]
    public void Messages_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            var error = Assert.Throws<SparseEvalException>(() => ResponseMatrices.Write(_folder["h.parquet"], [new("m", "i", 1.5)]));
            Assert.Contains("score 1.5;", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
