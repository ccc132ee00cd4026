using System.Text.RegularExpressions;

namespace SparseEval.Docs.Tests;

public class PageTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Snippet.Root, "*.md", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(Snippet.Root, page))
            .Where(page => !page.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))];

    [Theory, MemberData(nameof(Pages))]
    public void Links_between_pages_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Snippet.Root, page))!;
        var broken = Regex.Matches(File.ReadAllText(Path.Combine(Snippet.Root, page)), @"\]\((?!https?:|#|mailto:)([^)#\s]+)")
            .Select(match => match.Groups[1].Value)
            .Where(target => !File.Exists(Path.Combine(folder, target)) && !Directory.Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }
}
