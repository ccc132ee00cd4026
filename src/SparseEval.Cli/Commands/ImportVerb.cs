using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval import</c>: other tools' results to a history, items and a record of where they came from.</summary>
internal static class ImportVerb
{
    public static Verb Verb { get; } = new("import", "Reads results of other evaluation tools into a history with items; the format is detected.", RunAsync)
    {
        Arguments = "Files or folders, of one or several models.",
        Settings = [.. ImportSettings.Own, ImportSettings.Model, ImportSettings.Metric, ImportSettings.Split, KnownSettings.Output, KnownSettings.Format],
        Examples =
        [
            "sparseeval import lm-eval-output/*/samples_arc_challenge_*.jsonl --out arc",
            "sparseeval import logs/*.eval --metric choice --out mmlu",
            "sparseeval import benchmark_output/runs/v1 --out helm",
            "sparseeval import results.csv --map model=system,item=question_id,score=correct,category=subject --out mine",
            "sparseeval import --list",
        ],
        AfterCancel = "Cancelled. What an earlier import left in the folder may be replaced in part; import again.",
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        if (context.Values.IsOn(ImportSettings.List))
        {
            ImportReport.WriteFormats(context.Output);
            return Task.FromResult(ExitCode.Done);
        }
        if (context.Arguments.Count == 0) throw new SparseEvalException("No files were given. Name files or folders that an evaluation tool wrote; 'sparseeval import --list' says which are read.");
        var folder = context.Values.FullPath(ImportSettings.Out) ?? throw new SparseEvalException($"{ImportSettings.Out.Flag} is needed: {ImportSettings.Out.Description}");
        if (File.Exists(folder)) throw new SparseEvalException($"{ImportSettings.Out.Flag} names '{folder}', which is a file. Give a folder.");
        RefuseInput(folder, context.Arguments);
        var outputs = OutputFiles.Of(context.Values, context.Arguments);
        var (history, files) = Import(context, folder, cancellation);
        var record = File.ReadAllText(Path.Combine(folder, "import.json"));
        foreach (var output in outputs) OutputFiles.Write(output, record);
        if (context.WantsJson) context.Output.Write(record);
        else ImportReport.Write(context.Output, history, folder, files);
        return Task.FromResult(ExitCode.Done);
    }

    private static (ImportedHistory History, IReadOnlyList<string> Files) Import(VerbContext context, string folder, CancellationToken cancellation)
    {
        var options = ImportComposer.Options(context.Values);
        _ = context.WantsJson;
        using var display = new WorkingDisplay(context.Error, "reading");
        var runs = new List<ImportedRun>();
        foreach (var (path, n) in context.Arguments.Select((path, n) => (path, n + 1)))
        {
            cancellation.ThrowIfCancellationRequested();
            display.Now($"reading {path} ({n} of {context.Arguments.Count})");
            runs.AddRange(Imports.Read(path, options));
        }
        display.Now("writing");
        var history = ImportedHistory.Merge(runs);
        cancellation.ThrowIfCancellationRequested();
        return (history, ImportFolder.Write(folder, history));
    }

    private static readonly string[] Written = ["history.parquet", "items.jsonl", "import.json", "epochs.csv"];

    /// <summary>A folder that is read must not be the one that is written: the next import would read this one.</summary>
    private static void RefuseInput(string folder, IReadOnlyList<string> inputs)
    {
        if (inputs.FirstOrDefault(input => Path.GetFullPath(input) is var path && (PathNames.Comparer.Equals(path, folder)
            || PathNames.Comparer.Equals(Path.GetDirectoryName(path), folder) && Written.Contains(Path.GetFileName(path), PathNames.Comparer))) is { } input)
            throw new SparseEvalException($"{ImportSettings.Out.Flag} names '{folder}', which is also read ('{input}'). Give another folder.");
    }
}
