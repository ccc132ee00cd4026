using FsCheck;
using FsCheck.Fluent;

namespace SparseEval.Data.Tests;

/// <summary>Property: whatever matrix is written is read back equal, in every format.</summary>
public sealed class RoundTripProperties : IDisposable
{
    private const string Letters = "abZ09 ,;\"'\t\n\\%*[]{}\u00e9\u6f22_-./";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_matrix_written_as_Parquet_is_read_back_equal() => ForAnyMatrix(40, matrix =>
    {
        ResponseMatrices.Write(_folder["any.parquet"], matrix);
        AreEqual(matrix, ResponseMatrices.Read(_folder["any.parquet"]));
    });

    [Fact]
    public void Any_matrix_as_long_and_wide_CSV_is_read_equal() => ForAnyMatrix(200, matrix =>
    {
        var cells = from m in Range(matrix.Models) from i in Range(matrix.ItemIds) select $"{Quoted(matrix.Models[m])},{Quoted(matrix.ItemIds[i])},{matrix[m, i]:R}";
        AreEqual(matrix, ResponseMatrices.Read(_folder.Write("long.csv", ["model,item,score", .. cells])));
        var rows = Range(matrix.Models).Select(m => Quoted(matrix.Models[m]) + "," + string.Join(',', Range(matrix.ItemIds).Select(i => $"{matrix[m, i]:R}")));
        AreEqual(matrix, ResponseMatrices.Read(_folder.Write("wide.csv", ["model," + string.Join(',', matrix.ItemIds.Select(Quoted)), .. rows]),
            new ResponseMatrixReadOptions { Layout = ResponseLayout.WideModelRows }));
    });

    private static void ForAnyMatrix(int cases, Action<ResponseMatrix> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(7, 1UL | 7), Prop.ForAll(Arb.From(Matrices()), holds));

    private static Gen<ResponseMatrix> Matrices()
    {
        var name = Gen.Elements(Letters.ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters)).Where(text => !string.IsNullOrWhiteSpace(text));
        var names = name.NonEmptyListOf().Select(list => list.Distinct(StringComparer.Ordinal).ToArray());
        var score = Gen.OneOf(Gen.Constant<double?>(null), Gen.Elements<double?>(0, 1), Gen.Choose(0, 1000).Select(n => (double?)(float)(n / 1000.0)));
        return from models in names
               from items in names
               from scores in score.ArrayOf(models.Length * items.Length)
               where scores.Any(s => s.HasValue)
               select Matrix(models, items, scores);
    }

    private static ResponseMatrix Matrix(string[] models, string[] items, double?[] scores)
    {
        var builder = new ResponseMatrixBuilder(models, items);
        for (var c = 0; c < scores.Length; c++)
            if (scores[c] is { } score) builder.Set(c / items.Length, c % items.Length, score);
        return builder.Build();
    }

    private static void AreEqual(ResponseMatrix expected, ResponseMatrix actual)
    {
        Assert.Equal(expected.Models.Order(StringComparer.Ordinal), actual.Models.Order(StringComparer.Ordinal));
        Assert.Equal(expected.ItemIds.Order(StringComparer.Ordinal), actual.ItemIds.Order(StringComparer.Ordinal));
        Assert.Equal(expected.IsBinary, actual.IsBinary);
        var rows = expected.Models.ToDictionary(m => m, m => actual.Models.ToList().IndexOf(m));
        var columns = expected.ItemIds.ToDictionary(i => i, i => actual.ItemIds.ToList().IndexOf(i));
        foreach (var m in Range(expected.Models))
            foreach (var i in Range(expected.ItemIds))
                Assert.Equal(expected[m, i], actual[rows[expected.Models[m]], columns[expected.ItemIds[i]]]);
    }

    private static IEnumerable<int> Range(IReadOnlyList<string> names) => Enumerable.Range(0, names.Count);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
