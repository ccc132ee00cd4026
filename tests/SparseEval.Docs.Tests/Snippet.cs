using SparseEval.TestKit;

namespace SparseEval.Docs.Tests;

/// <summary>A fenced C# block of a page.</summary>
internal sealed record Snippet(string Page, int Line, string Code)
{
    public static string Root => RepositoryRoot.Folder;

    /// <summary>All C# blocks of the README and the docs; one that starts with <c>// not run:</c> states why and is left out.</summary>
    public static IEnumerable<Snippet> All() =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Prepend(Path.Combine(Root, "README.md")).SelectMany(Read);

    public override string ToString() => $"{Page}:{Line}";

    /// <summary>A file-based app without the lines that only <c>dotnet run</c> reads; its projects are referenced here.</summary>
    public static Snippet Notebook(string path) => new(Path.GetRelativePath(Root, path), 1,
        string.Join('\n', File.ReadLines(path).Where(line => !line.StartsWith("#:", StringComparison.Ordinal) && !line.StartsWith("#!", StringComparison.Ordinal))));

    private static IEnumerable<Snippet> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        for (var start = 0; start < lines.Length; start++)
        {
            if (lines[start].Trim() != "```csharp") continue;
            var end = Array.FindIndex(lines, start + 1, line => line.Trim() == "```");
            yield return new Snippet(Path.GetRelativePath(Root, path), start + 1, string.Join('\n', lines[(start + 1)..end]));
            start = end;
        }
    }
}
