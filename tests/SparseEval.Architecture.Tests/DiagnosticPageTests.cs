using System.Reflection;
using System.Text.RegularExpressions;

namespace SparseEval.Architecture.Tests;

/// <summary>Every code that any project can give has its page, and every page its code. Seen to fail with the page of SPE0041 taken away, and with a page SPE0099 that no code has.</summary>
public class DiagnosticPageTests
{
    private static readonly string Folder = Path.Combine(House.Root, "docs", "diagnostics");

    public static TheoryData<string> Codes => [.. Known()];

    [Theory, MemberData(nameof(Codes))]
    public void Every_code_has_a_page_that_starts_with_it(string code)
    {
        var path = Path.Combine(Folder, $"{code}.md");
        Assert.True(File.Exists(path), $"docs/diagnostics/{code}.md is missing.");
        Assert.StartsWith($"# {code}", File.ReadLines(path).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_is_of_a_code_that_can_be_given() =>
        Assert.Empty(Directory.EnumerateFiles(Folder, "SPE*.md").Select(Path.GetFileNameWithoutExtension).Except(Known()));

    /// <summary>Every remark of the core, made with made-up particulars, and what other projects write out. Seen to fail with the full stop of SPE0040 taken away.</summary>
    [Fact]
    public void Every_message_ends_with_a_full_stop()
    {
        var made = House.Core.GetType("SparseEval.DiagnosticCatalog")!.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.ReturnType == typeof(Diagnostic)).ToList();
        Assert.True(made.Count > 30);
        foreach (var method in made)
            if (method.Invoke(null, [.. method.GetParameters().Select(p => p.ParameterType == typeof(string) ? "such a thing" : Convert.ChangeType(3, p.ParameterType, System.Globalization.CultureInfo.InvariantCulture))]) is Diagnostic remark)
                Assert.EndsWith(".", remark.Message, StringComparison.Ordinal);
        var written = Directory.EnumerateFiles(Path.Combine(House.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.EndsWith("DiagnosticCatalog.cs", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "DiagnosticSeverity\\.(Note|Warning|Error),(?:[^\";]|\"(?:[^\"\\\\]|\\\\.)*\")*;").SelectMany(statement => Regex.Matches(statement.Value, "(.)\"\\s*\\)").TakeLast(1).Select(end => (File: file, End: end.Groups[1].Value)))).ToList();
        Assert.True(written.Count > 8);
        // The last text of each; what an interpolated part ends with is its own matter.
        Assert.All(written, end => Assert.True(end.End is "." or "}", $"{end.File} has a remark that ends in '{end.End}'."));
    }

    /// <summary>Those of the core's catalog, and those that other projects write out as text.</summary>
    private static IEnumerable<string> Known()
    {
        var catalog = House.Core.GetType("SparseEval.DiagnosticCatalog")!.GetProperty("Codes", BindingFlags.Static | BindingFlags.Public)!;
        var written = Directory.EnumerateFiles(Path.Combine(House.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(SPE[0-9]{4})\"").Select(match => match.Groups[1].Value));
        return ((IReadOnlyList<string>)catalog.GetValue(null)!).Concat(written).Distinct().Order();
    }
}
