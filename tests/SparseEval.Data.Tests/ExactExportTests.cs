using System.Globalization;

namespace SparseEval.Data.Tests;

/// <summary>Histories that go through a file and out again keep every digit.</summary>
public sealed class ExactExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // When exports went through a matrix: 0.2314666509628296.
    [Theory, InlineData("t.csv"), InlineData("t.jsonl"), InlineData("t.parquet")]
    public void Scores_keep_all_digits(string name)
    {
        const double score = 0.2314666540707253;
        var path = _folder[name];
        if (name.EndsWith(".parquet", StringComparison.Ordinal)) ResponseMatrices.Write(path, [new ResponseRow("a", "q", score), new("a", "r", null), new("b", "q", 1)]);
        else path = name.EndsWith(".csv", StringComparison.Ordinal) ? _folder.Write(name, "model,item,score", FormattableString.Invariant($"a,q,{score}"), "a,r,", "b,q,1")
            : _folder.Write(name, FormattableString.Invariant($"{{\"model\":\"a\",\"item\":\"q\",\"score\":{score}}}"), "{\"model\":\"a\",\"item\":\"r\",\"score\":null}", "{\"model\":\"b\",\"item\":\"q\",\"score\":1}");
        ResponseRow[] expected = [new("a", "q", score), new("a", "r", null), new("b", "q", 1), new("b", "r", null)];
        Assert.Equal(expected, ResponseMatrices.ReadRows(path));
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        ResponseExports.WriteCsv(csv, ResponseMatrices.ReadRows(path));
        Assert.Equal("model,q,r\na,0.2314666540707253,\nb,1,\n", csv.ToString());
        ResponseMatrices.Write(_folder["out.parquet"], ResponseMatrices.ReadRows(path));
        Assert.Equal(expected, ResponseMatrices.ReadRows(_folder["out.parquet"]));
    }

    [Fact]
    public void A_table_has_one_column_of_models()
    {
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Contains("An item is called 'model'", Assert.Throws<SparseEvalException>(() => ResponseExports.WriteCsv(csv, [new ResponseRow("a", "model", 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("has two responses", Assert.Throws<SparseEvalException>(() => ResponseExports.WriteCsv(csv, [new ResponseRow("a", "q", 1), new("a", "q", 0)])).Message, StringComparison.Ordinal);
    }
}
