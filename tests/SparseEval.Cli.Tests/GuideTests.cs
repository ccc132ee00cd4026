namespace SparseEval.Cli.Tests;

/// <summary>Every line of the guides' shell blocks runs on the bundled benchmark and ends as it says: <c># exits 3</c>, else with 0.</summary>
public sealed class GuideTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Path.Combine(CommandLine.Root, "docs", "guides"), "*.md").Select(Path.GetFileNameWithoutExtension).Where(page => Lines(page!).Count > 0).OfType<string>()];

    [Theory, MemberData(nameof(Pages))]
    public async Task Commands_of_the_guides_run(string page)
    {
        foreach (var line in Lines(page))
        {
            var (command, remark) = (line.Split('#')[0].Trim(), line.Contains('#', StringComparison.Ordinal) ? line[line.IndexOf('#', StringComparison.Ordinal)..] : "");
            // Files are written into the test's own folder.
            var args = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            for (var i = 1; i < args.Length; i++)
                if (args[i - 1] == "-o") args[i] = Path.Combine(_cli.Folder.FullName, args[i]);
            var outcome = await _cli.RunAsync(args);
            var expected = remark.StartsWith("# exits ", StringComparison.Ordinal) ? int.Parse(remark["# exits ".Length..].Split(' ')[0]) : 0;
            Assert.True(outcome.Code == expected, $"{line}\n{outcome.Error}");
            Assert.NotEqual("", outcome.Output + outcome.Error);
        }
    }

    private static List<string> Lines(string page)
    {
        var (lines, inside) = (new List<string>(), false);
        foreach (var line in File.ReadLines(Path.Combine(CommandLine.Root, "docs", "guides", $"{page}.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = line == "```sh";
            else if (inside && line.StartsWith("sparseeval ", StringComparison.Ordinal)) lines.Add(line);
        }
        return lines;
    }
}
