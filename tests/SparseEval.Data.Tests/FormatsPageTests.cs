using System.Text.RegularExpressions;

namespace SparseEval.Data.Tests;

/// <summary>The examples in docs/formats.md are read as the page says.</summary>
public sealed partial class FormatsPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_benchmark_is_read()
    {
        var benchmark = Benchmarks.Read(Assert.Single(Examples("benchmark")));
        Assert.Equal([0, 0, -1], benchmark.Items.Select(i => i.AnswerIndex));
        Assert.Equal("table-3-007", benchmark.Items[0]["cluster"]);
    }

    [Fact]
    public void All_its_tables_hold_the_same_matrix()
    {
        var matrices = Examples("responses").Select(ResponseMatrices.Read).ToList();
        Assert.Equal(4, matrices.Count);
        foreach (var matrix in matrices)
        {
            Assert.Equal(["small", "large"], matrix.Models);
            Assert.Equal(["addition-2-0013", "copy-1-0001"], matrix.ItemIds);
            Assert.Equal((1.0, 0.0, null, 0.5), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        }
    }

    [Fact]
    public void Both_its_score_files_hold_the_same_scores()
    {
        var scores = Examples("scores").Select(ItemScores.Read).ToList();
        Assert.Equal(2, scores.Count);
        Assert.All(scores, s => Assert.Equal([new ItemScore("addition-2-0013", 1), new ItemScore("copy-1-0001", null)], s));
    }

    [GeneratedRegex(@"^```(jsonl|csv) (\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    /// <summary>The page's fenced blocks of a kind, each as a file.</summary>
    private List<string> Examples(string kind)
    {
        var page = SharedFiles.Root is { } root ? Path.Combine(root, "docs", "formats.md") : "";
        if (!File.Exists(page)) Assert.Skip("docs/formats.md is not above the tests' folder.");
        return [.. Example().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")).Where(m => m.Groups[2].Value == kind)
            .Select((m, i) => _folder.Write($"{kind}-{i}.{m.Groups[1].Value}", m.Groups[3].Value))];
    }
}
