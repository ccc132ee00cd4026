using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseEval.Data.Tests.Imports;

/// <summary>Reference: real files of the tools, with the aggregates that INDEX.tsv states.</summary>
public sealed partial class RealFileTests
{
    private static readonly string[] Formats = ["lm-eval", "inspect", "helm", "deepeval", "nemo-skills", "openai-evals", "promptfoo", "py-irt", "swe-bench", "wide-csv", "items"];

    [Fact]
    public void Every_file_of_the_index_stands_in_the_table()
    {
        var table = FixtureTable.Rows().Select(row => row.File).ToHashSet();
        Assert.Empty(Index().Select(row => row.File).Except(table));
    }

    [Fact]
    public void The_table_says_what_happens()
    {
        SharedFiles.Require("fixtures/INDEX.tsv");
        var wrong = new List<string>();
        foreach (var (file, flags, outcome) in FixtureTable.Rows())
        {
            var found = FixtureTable.Outcome(SharedFiles.Require($"fixtures/{file}"), FixtureTable.Options(flags));
            var says = outcome.StartsWith("refused: ", StringComparison.Ordinal) ? found.StartsWith("refused: ", StringComparison.Ordinal) && found.Contains(outcome["refused: ".Length..], StringComparison.Ordinal) : found == outcome;
            if (!says) wrong.Add($"{file} {flags}: the table says '{outcome}', and it is '{found}'.");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_is_imported_gives_the_stated_aggregate()
    {
        var stated = Index().ToDictionary(row => row.File, row => row.Stated);
        var checkedRuns = 0;
        foreach (var (file, flags, outcome) in FixtureTable.Rows().Where(row => !row.Outcome.StartsWith("refused", StringComparison.Ordinal) && !row.Flags.Contains("accept", StringComparison.Ordinal)))
        {
            if (flags.Contains("Answer Relevancy", StringComparison.Ordinal)) continue; // the index counts its passes, and the file's own mean was compared as it was read
            if (Numbers(stated[file]) is not { Count: > 0 } numbers) continue;
            foreach (var run in FixtureTable.Imports(SharedFiles.Require($"fixtures/{file}"), FixtureTable.Options(flags)))
            {
                var sum = run.Scores.Sum(s => s.Score);
                Assert.True(numbers.Any(n => Math.Abs(n - run.MeanScore!.Value) < 1e-6 || Math.Abs(n - sum!.Value) < 1e-6), $"{file} {flags}: mean {run.MeanScore}, sum {sum}; stated: {stated[file]}");
                checkedRuns++;
            }
        }
        Assert.True(checkedRuns > 40, $"{checkedRuns} runs were checked.");
    }

    private static List<double> Numbers(string text) => [.. Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static IEnumerable<(string File, string Stated)> Index() => from line in File.ReadLines(SharedFiles.Require("fixtures/INDEX.tsv")).Skip(1)
                                                                        let cells = line.Split('\t')
                                                                        where Formats.Contains(cells[0])
                                                                        select ($"{cells[0]}/{cells[1]}", cells[7]);

    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?")]
    private static partial Regex Number();
}
