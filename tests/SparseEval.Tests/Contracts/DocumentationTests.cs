namespace SparseEval.Tests.Contracts;

/// <summary>Every catalog entry and every diagnostic code has its page.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Pages() =>
    [
        .. Designs.All.Keys.Select(k => $"designs/{k}.md"),
        .. Allocations.All.Keys.Select(k => $"allocations/{k}.md"),
        .. Estimators.All.Keys.Select(k => $"estimators/{k}.md"),
        .. Intervals.All.Keys.Select(k => $"intervals/{k}.md"),
        .. SparseEval.HistoryModels.All.Keys.Select(k => $"history-models/{k}.md"),
        .. ConfidenceSequences.All.Keys.Select(k => $"sequences/{k}.md"),
        .. StoppingRules.All.Keys.Select(k => $"sequences/{k}.md"),
        .. DiagnosticCatalog.Codes.Select(k => $"diagnostics/{k}.md"),
    ];

    [Theory, MemberData(nameof(Pages))]
    public void It_has_a_page_that_names_it(string page)
    {
        var path = Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "docs", page);
        Assert.True(File.Exists(path), $"docs/{page} is missing");
        Assert.Contains(Path.GetFileNameWithoutExtension(page), File.ReadLines(path).First());
    }

    [Fact]
    public void Every_diagnostic_that_can_be_made_has_a_listed_code()
    {
        var made = typeof(DiagnosticCatalog).GetMethods().Where(m => m.ReturnType == typeof(Diagnostic))
            .Select(m => ((Diagnostic)m.Invoke(null, [.. m.GetParameters().Select(p => p.ParameterType == typeof(string) ? "x" : Convert.ChangeType(1, p.ParameterType))])!).Code);
        Assert.Equal(DiagnosticCatalog.Codes, made.Order());
    }
}
