namespace SparseEval.Data.Tests;

/// <summary>Large files are packed as they are read; the same matrix and the same refusals come out.</summary>
public sealed class PackedScoresTests
{
    private static ResponseMatrix Read(int mostWithPlaces, bool graded)
    {
        var cells = new ResponseCells("file", row => $"row {row}", mostWithPlaces);
        var row = 0L;
        for (var m = 0; m < 7; m++)
            for (var i = 0; i < 150; i++)
                if ((m * 31 + i * 7) % 11 != 0)
                    cells.Add($"m{m}", $"i{i}", (m + i) % 13 == 0 ? null : graded && m == 4 && i > 20 ? 0.25 : (m * i) % 3 == 0 ? 1 : 0, ++row);
        return cells.Build();
    }

    [Theory, InlineData(false, 1), InlineData(true, 1), InlineData(false, 300), InlineData(true, 300), InlineData(true, 700)]
    public void Packed_rows_give_the_same_matrix(bool graded, int mostWithPlaces)
    {
        var (plain, packed) = (Read(int.MaxValue, graded), Read(mostWithPlaces, graded));
        Assert.Equal(plain.Models, packed.Models);
        Assert.Equal(plain.ItemIds, packed.ItemIds);
        for (var m = 0; m < 7; m++)
            for (var i = 0; i < plain.ItemIds.Count; i++) Assert.Equal(plain[m, i], packed[m, i]);
    }

    [Theory, InlineData(1.0, 0.0), InlineData(1.0, null), InlineData(null, 0.5)]
    public void A_second_score_is_refused_with_its_row(double? first, double? second)
    {
        var cells = new ResponseCells("file", row => $"row {row}", 1);
        cells.Add("a", "x", first, 1);
        cells.Add("b", "x", 1, 2);
        Assert.Contains("row 3: model 'a' has a second score on item 'x'; the first is further up",
            Assert.Throws<SparseEvalException>(() => cells.Add("a", "x", second, 3)).Message);
    }

    [Fact]
    public void A_file_of_missing_scores_is_refused()
    {
        var cells = new ResponseCells("file", row => $"row {row}", 1);
        cells.Add("a", "x", null, 1);
        cells.Add("b", "x", null, 2);
        Assert.Contains("no scores", Assert.Throws<SparseEvalException>(() => cells.Build()).Message);
    }

    [Fact]
    public void A_bad_value_far_into_a_file_ends_the_stream_with_an_error()
    {
        using var connection = new DuckDbConnection(new());
        using var result = connection.Stream("SELECT CASE WHEN i < 900000 THEN '1' ELSE 'x' END::DOUBLE FROM range(1000000) t(i)");
        Assert.Throws<DuckDbException>(() =>
        {
            while (result.Fetch() is { } chunk) chunk.Dispose();
        });
    }
}
