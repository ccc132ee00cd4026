using System.Text.RegularExpressions;

namespace SparseEval.Docs.Tests;

/// <summary>docs/engines/README.md names tests; a name that no test has is an empty promise.</summary>
public sealed partial class EngineTableTests
{
    private static readonly string Page = Path.Combine(Snippet.Root, "docs", "engines", "README.md");

    [Fact]
    public void Every_test_named_beside_a_capability_exists()
    {
        var known = Directory.EnumerateFiles(Path.Combine(Snippet.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)).Select(method => $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}")).ToHashSet(StringComparer.Ordinal);
        var named = Rows().SelectMany(row => TestName().Matches(row[^1]).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(named.Count > 60);
        Assert.All(named, name => Assert.Contains(name, known));
    }

    [Fact]
    public void Every_row_has_a_capability_a_page_and_a_test() =>
        Assert.All(Rows(), row => Assert.True(row.Length == 3 && row.All(cell => cell.Length > 0) && TestName().IsMatch(row[2]), string.Join(" | ", row)));

    [Fact]
    public void A_name_that_no_test_has_would_be_found() => Assert.DoesNotMatch(TestMethod(), "    public Task Helper() => Task.CompletedTask;");

    private static IEnumerable<string[]> Rows() => File.ReadLines(Page).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| capability", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split(" | "));

    /// <summary>A method under an attribute that makes it a test.</summary>
    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();
}
