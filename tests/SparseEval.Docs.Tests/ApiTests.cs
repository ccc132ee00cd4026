using System.Reflection;

namespace SparseEval.Docs.Tests;

/// <summary>
/// docs/api says what the assemblies offer. <c>UPDATE_API=1 dotnet test tests/SparseEval.Docs.Tests -c Release --filter ApiTests</c> writes the pages anew; what then differs is the change of the public API.
/// Seen to fail with a method added, a summary reworded, and a page of a package that is none.
/// </summary>
public class ApiTests
{
    private const string Command = "UPDATE_API=1 dotnet test tests/SparseEval.Docs.Tests -c Release --filter ApiTests";

    private static readonly string[] Packages = ["SparseEval", "SparseEval.Data", "SparseEval.Evaluation", "SparseEval.Onnx", "SparseEval.Reports"];

    private static readonly Lazy<XmlDocs> Docs = new(() => new(Packages.Select(Assembly.Load)));

    private static readonly string Folder = Path.Combine(Snippet.Root, "docs", "api");

    public static TheoryData<string> Names => [.. Packages];

    [Theory, MemberData(nameof(Names))]
    public async Task A_packages_page_is_that_of_its_assembly(string package)
    {
        var (page, made) = (Path.Combine(Folder, $"{package}.md"), ApiPage.Of(Assembly.Load(package), Docs.Value));
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1") await File.WriteAllTextAsync(page, made, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(page), $"docs/api/{package}.md is not there. To write it: {Command}");
        var (saved, now) = ((await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Split('\n'), made.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(saved.Length, now.Length)).FirstOrDefault(i => saved.ElementAtOrDefault(i) != now.ElementAtOrDefault(i), -1);
        Assert.True(line < 0, $"docs/api/{package}.md:{line + 1} is out of date.\n  there: {saved.ElementAtOrDefault(line)}\n  now:   {now.ElementAtOrDefault(line)}\nTo renew all pages: {Command}");
    }

    [Fact]
    public void Every_page_is_of_a_package() =>
        Assert.Equal([.. Packages.Select(p => $"{p}.md").Append("README.md").Order(StringComparer.Ordinal)], Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Every_type_says_what_it_is(string package) =>
        Assert.All(Assembly.Load(package).GetExportedTypes(), type => Assert.True(XmlDocs.Text(Docs.Value.Of(type)?.Element("summary")) != "", $"{type} has no summary."));
}
