using System.Data;

namespace SparseEval.Data.Tests;

public sealed class ResultTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ResponseMatrix Matrix => ResponseMatrices.Read(_folder.Write("m.csv", "model,q1,q2", "a,1,", "b,0,1"));

    [Fact]
    public void A_matrix_loads_into_a_DataTable()
    {
        using var table = new DataTable();
        using (var reader = ResultTables.Of(Matrix)) table.Load(reader);
        Assert.Equal(["model", "item", "score"], table.Columns.Cast<DataColumn>().Select(c => c.ColumnName));
        Assert.Equal([typeof(string), typeof(string), typeof(double)], table.Columns.Cast<DataColumn>().Select(c => c.DataType));
        Assert.Equal(new object[] { 1.0, DBNull.Value, 0.0, 1.0 }, table.Rows.Cast<DataRow>().Select(r => r["score"]));
    }

    [Fact]
    public void Scores_and_rows_load_too()
    {
        using var scores = new DataTable();
        scores.Load(ResultTables.Of([new ItemScore("x", 0.5), new ItemScore("y", null)]));
        Assert.Equal((2, 0.5, DBNull.Value), (scores.Rows.Count, (double)scores.Rows[0]["score"], scores.Rows[1]["score"]));
        using var rows = new DataTable();
        rows.Load(ResultTables.Of([new ResponseRow("m", "i", 1, 7)]));
        Assert.Equal((7L, DBNull.Value), ((long)rows.Rows[0]["input_tokens"], rows.Rows[0]["engine_seconds"]));
    }

    [Fact]
    public void An_unknown_column_is_named()
    {
        using var reader = ResultTables.Of(Matrix);
        Assert.True(reader.HasRows && reader.Read());
        Assert.Contains("'x'", Assert.Throws<ArgumentOutOfRangeException>(() => reader["x"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_goes_out_and_comes_back()
    {
        using StringWriter irt = new(), csv = new();
        ResponseExports.WritePyIrt(irt, Matrix);
        ResponseExports.WriteCsv(csv, Matrix);
        Assert.Equal([1, 1], Data.Imports.Read(_folder.Write("irt.jsonl", irt.ToString().TrimEnd().Split('\n'))).Select(r => r.MeanScore is 1 or 0.5 ? 1 : 0));
        var back = ResponseMatrices.Read(_folder.Write("back.csv", csv.ToString().TrimEnd().Split('\n')));
        Assert.Equal((1.0, null, 0.0, 1.0), (back[0, 0], back[0, 1], back[1, 0], back[1, 1]));
        var graded = ResponseMatrices.Read(_folder.Write("g.csv", "model,q1", "a,0.5"));
        Assert.Contains("py-irt takes 0 and 1 alone", Assert.Throws<SparseEvalException>(() => ResponseExports.WritePyIrt(irt, graded)).Message, StringComparison.Ordinal);
    }
}
