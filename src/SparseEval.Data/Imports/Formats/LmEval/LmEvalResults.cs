using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The results JSON of a run.</summary>
internal sealed class LmEvalResults(string path, JsonPlace root, JsonDocument? owned = null) : IDisposable
{
    public string Path => path;

    public string? Model => root["model_name"]?.Text;

    /// <summary>The results file of the same run as a samples file: of the same date in the same folder, and with the task in it.</summary>
    public static LmEvalResults? Beside(string folder, string samples, LmEvalFileName name)
    {
        if (name.Date is null) return null;
        foreach (var path in Directory.EnumerateFiles(folder, $"*_{name.Date}.json").Order(StringComparer.Ordinal).Where(path => path != samples))
        {
            var document = JsonText.TryDocument(path);
            if (document is not null && new JsonPlace(document.RootElement, path) is var root && root["results"]?[name.Task] is not null) return new(path, root, document);
            document?.Dispose();
        }
        return null;
    }

    /// <summary>Samples files of this run.</summary>
    public IReadOnlyList<string> SamplesBeside(string folder)
    {
        var date = LmEvalFileName.Of(path).Date;
        return date is null ? [] : [.. Directory.EnumerateFiles(folder, $"samples_*_{date}.jsonl*").Order(StringComparer.Ordinal)];
    }

    /// <summary>Adds what the run states about a task.</summary>
    public void State(RunBuilder run, string task, string metric, string filter)
    {
        var counts = root["n-samples"]?[task];
        var (original, effective) = (counts?["original"]?.Number, counts?["effective"]?.Number);
        if (root["results"]?[task]?[$"{metric},{filter}"]?.Number is { } stated) run.State($"{metric},{filter}", stated, (long?)effective);
        if (effective < original)
            run.Remark("SPE0051", DiagnosticSeverity.Note, FormattableString.Invariant($"'{path}' covers {effective} of the {original} items of {task}: its run was limited."));
    }

    /// <summary>The first stated scores, for a message.</summary>
    public string Summary()
    {
        var stated = from task in root.Require("results").Members()
                     from figure in task.Value.IsObject ? task.Value.Members() : []
                     where figure.Name.Contains(',', StringComparison.Ordinal) && !figure.Name.Contains("_stderr", StringComparison.Ordinal) && figure.Value.Number is not null
                     select FormattableString.Invariant($"{task.Name} {figure.Name} {figure.Value.Number:0.######}");
        var all = stated.ToList();
        return string.Join("; ", all.Take(3)) + (all.Count > 3 ? $" and {all.Count - 3} more" : "");
    }

    public void Dispose() => owned?.Dispose();
}
