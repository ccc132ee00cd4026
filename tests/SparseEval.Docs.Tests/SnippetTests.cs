namespace SparseEval.Docs.Tests;

/// <summary>Docs run: every C# block compiles as a program, runs to its end and prints something.</summary>
[Collection("console and current folder")]
public class SnippetTests
{
    public static TheoryData<string> Places => [.. Snippet.All().Where(s => !s.Code.StartsWith("// not run:", StringComparison.Ordinal)).Select(s => s.ToString())];

    [Theory, MemberData(nameof(Places))]
    public async Task A_snippet_compiles_and_runs(string place)
    {
        var snippet = Snippet.All().Single(s => s.ToString() == place);
        Assert.NotEmpty(await SnippetProgram.RunAsync(snippet));
    }
}
