namespace SparseEval.Data.Tests;

public sealed class ResponseMatricesReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_can_read_a_long_CSV()
    {
        var matrix = ResponseMatrices.Read(_folder.Write("h.csv", "model,extra,item,score", "b,,i2,1", "", "\"a, b\"\"c\",x,i1,0.25", "b,,i1,", "\"a, b\"\"c\",,i2,true", ""));
        Assert.Equal(["b", "a, b\"c"], matrix.Models);
        Assert.Equal(["i2", "i1"], matrix.ItemIds);
        Assert.Equal([1.0, null, 1.0, 0.25], Cells(matrix));
    }

    [Fact]
    public void I_can_read_a_long_table_whose_columns_have_other_names()
    {
        var options = new ResponseMatrixReadOptions { ModelColumn = "system", ItemColumn = "doc", ScoreColumn = "acc" };
        foreach (var path in new[]
        {
            _folder.WriteGzip("h.csv.gz", "doc,acc,system", "q1,0,m", "q2,1,m"),
            _folder.Write("h.tsv", "doc\tacc\tsystem", "q1\t0\tm", "q2\t1\tm"),
            _folder.Write("h.jsonl", """{"doc":"q1","acc":0,"system":"m"}""", "", """{"doc":"q2","acc":true,"system":"m"}"""),
        })
        {
            var matrix = ResponseMatrices.Read(path, options);
            Assert.Equal(["q1", "q2"], matrix.ItemIds);
            Assert.Equal([0.0, 1.0], Cells(matrix));
        }
    }

    [Fact]
    public void I_can_read_a_wide_CSV_either_way_round()
    {
        var byModel = ResponseMatrices.Read(_folder.Write("w.csv", "model,q1,Q1,\"q,2\"", "m1,0,1,0.5", "m2,,1,0"));
        Assert.Equal(["q1", "Q1", "q,2"], byModel.ItemIds);
        Assert.Equal([0.0, 1.0, 0.5, null, 1.0, 0.0], Cells(byModel));
        var byItem = ResponseMatrices.Read(_folder.Write("t.csv", "item,m1,m2", "q1,0,", "Q1,1,1", "\"q,2\",0.5,0"));
        Assert.Equal(byModel.Models, byItem.Models);
        Assert.Equal(byModel.ItemIds, byItem.ItemIds);
        Assert.Equal(Cells(byModel), Cells(byItem));
        var named = ResponseMatrices.Read(_folder.Write("n.csv", "task,m1,m2", "q1,0,1"), new ResponseMatrixReadOptions { Layout = ResponseLayout.WideItemRows });
        Assert.Equal(["m1", "m2"], named.Models);
    }

    [Fact]
    public void A_quoted_field_may_span_lines_and_errors_still_name_the_line()
    {
        var path = _folder.Write("h.csv", "model,item,score", "\"two", "lines\",i1,1", "m,i1,7");
        var error = Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path));
        Assert.StartsWith($"{path}:4: model 'm' has score 7 on item 'i1'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["two\nlines"], ResponseMatrices.Read(_folder.Write("h.csv", "model,item,score", "\"two", "lines\",i1,1")).Models);
    }

    [Fact]
    public void Epochs_of_a_long_table_are_averaged()
    {
        var csv = ResponseMatrices.Read(_folder.Write("e.csv", ["model,item,epoch,score", "m,i,1,1", "m,j,1,", "m,i,2,0", "n,i,1,0.5", "m,j,2,"]));
        var json = ResponseMatrices.Read(_folder.Write("e.jsonl", ["""{"model":"m","item":"i","epoch":1,"score":1}""", """{"model":"m","item":"j","epoch":1,"score":null}""",
            """{"model":"m","item":"i","epoch":2,"score":0}""", """{"model":"n","item":"i","epoch":1,"score":0.5}"""]));
        foreach (var matrix in new[] { csv, json })
        {
            Assert.Equal(["m", "n"], matrix.Models);
            Assert.Equal(["i", "j"], matrix.ItemIds);
            Assert.Equal((0.5, null, 0.5, null), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        }
    }

    [Theory]
    [InlineData("model,item,score|m,i,1.5", ":2: model 'm' has score 1.5 on item 'i'. Scores lie in [0, 1]")]
    [InlineData("model,item,score|m,i,-0.1", ":2: model 'm' has score -0.1")]
    [InlineData("model,item,score|m,j,1|m,i,NaN", ":3: model 'm' has score NaN on item 'i'")]
    [InlineData("model,item,score|m,i,N/A", ":2: model 'm' has score 'N/A', which is no number")]
    [InlineData("model,item,epoch,score|m,i,1,1|m,i,2,0|m,i,1,1", ":4: model 'm' has a second score on item 'i' in epoch '1'; the first is at *:2")]
    [InlineData("model,item,score|m,i,1|n,i,1|m,i,1", ":4: model 'm' has a second score on item 'i'; the first is at *:2")]
    [InlineData("model,item,score|m,i,1|m,i,", ":3: model 'm' has a second score on item 'i'; the first is at *:2")]
    [InlineData("model,item,score|m,i,|m,i,1", ":3: model 'm' has a second score on item 'i'; the first is at *:2")]
    [InlineData("model,item,score|m,i,|m,i,", ":3: model 'm' has a second score")]
    [InlineData("model,item,score|,i,1", ":2: the model's name is empty")]
    [InlineData("model,item,score|m,,1", ":2: the item's id is empty")]
    [InlineData("model,item,score|m,i", ":2: the record has 2 fields; the header has 3")]
    [InlineData("model,item,score|\"m\"x,i,1", ":2: text follows the closing quote of field 1")]
    [InlineData("model,item,score|m,i,1|\"m,i,1", ":3: a quoted field is never closed")]
    [InlineData("model,item,acc|m,i,1", ":1: there is no column 'score'. The header has: model, item, acc")]
    [InlineData("model;item;score|m;i;1", ":1: there is no column 'model'. The header has: model;item;score")]
    [InlineData("model,item,score,score|m,i,1,0", ":1: the header names column 'score' twice")]
    [InlineData("model,q1,q1|m,1,0", ":1: the header names column 'q1' twice")]
    [InlineData("model,q1|m,1|m,0", ":3: 'm' names this row and the row at line 2")]
    [InlineData("model,q1|m,x", ":2: model 'm' has score 'x', which is no number")]
    [InlineData("model|m", ":1: a wide table needs at least two columns; the header has 1")]
    [InlineData("model,item,score", "holds no scores")]
    [InlineData("model,item,score|m,i,", "holds no scores")]
    [InlineData("", "is empty; a header line was expected")]
    public void A_bad_CSV_is_one_clear_sentence(string text, string expected)
    {
        var path = _folder.Write("h.csv", text.Split('|'));
        var error = Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path));
        Assert.Contains(expected.Replace("*", path), error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"model":"m","item":"i","score":2}""", ":1: model 'm' has score 2 on item 'i'")]
    [InlineData("""{"model":"m","item":"i","score":1e999}""", ":1: model 'm' has score 1e999")]
    [InlineData("""{"model":"m","item":"i","score":"1"}""", ":1: model 'm' has score a string, not a number")]
    [InlineData("""{"model":"m","item":"i","score":NaN}""", ":1:33: broken JSON")]
    [InlineData("""{"model":"m","item":"i"}""", ":1: the line has no 'score'. It has: model, item.")]
    [InlineData("""{"model":"m","item":null,"score":1}""", ":1: 'item' is null; a string is expected")]
    [InlineData("", "holds no scores")]
    public void A_bad_JSONL_is_one_clear_sentence(string text, string expected)
    {
        var error = Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(_folder.Write("h.jsonl", text)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_and_layouts_are_refused()
    {
        Refused("There is no file", "none.csv");
        Refused("ends in '.xlsx'", _folder.Write("h.xlsx", "x"));
        Refused("a wide layout is read from .csv and .tsv alone", _folder.Write("h.jsonl", "x"), new ResponseMatrixReadOptions { Layout = ResponseLayout.WideItemRows });
    }

    private static void Refused(string expected, string path, ResponseMatrixReadOptions? options = null) => Assert.Contains(expected,
        Assert.Throws<SparseEvalException>(() => ResponseMatrices.Read(path, options ?? new ResponseMatrixReadOptions())).Message, StringComparison.Ordinal);

    private static double?[] Cells(ResponseMatrix matrix) =>
        [.. from m in Enumerable.Range(0, matrix.Models.Count) from i in Enumerable.Range(0, matrix.ItemIds.Count) select matrix[m, i]];
}
