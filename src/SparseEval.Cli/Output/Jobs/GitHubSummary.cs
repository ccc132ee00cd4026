using System.Text;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>Adds a report to the page of the job on GitHub.</summary>
internal static class GitHubSummary
{
    private const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>GitHub drops the whole page of a step above 1 MiB.</summary>
    private const long MostOfStep = 1024 * 1024 - 1024;

    /// <summary>The file that GitHub names, or null where the flag is not given.</summary>
    /// <exception cref="SparseEvalException">The flag is given outside GitHub.</exception>
    public static string? File(SettingValues values) => !values.IsOn(GateSettings.GitHubSummary) ? null
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path
        : throw new SparseEvalException($"{GateSettings.GitHubSummary.Flag} writes to the file that {Variable} names, and it is not set. Leave the flag out outside of GitHub Actions, or write Markdown with -o summary.md.");

    /// <summary>Appends, since other commands of the step write there too.</summary>
    public static void Append(string? path, JobReport report)
    {
        if (path is null) return;
        var text = JobMarkdown.Write(report);
        var taken = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        System.IO.File.AppendAllText(path, taken + Encoding.UTF8.GetByteCount(text) < MostOfStep ? text + "\n" : $"{report.Sentence}\n");
    }
}
