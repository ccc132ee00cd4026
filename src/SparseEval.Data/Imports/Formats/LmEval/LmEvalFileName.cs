using System.Text.RegularExpressions;

namespace SparseEval.Data;

/// <summary>What lm-evaluation-harness says in the name of a file: samples_{task}_{date}.jsonl.</summary>
internal sealed partial record LmEvalFileName(string Task, string? Date)
{
    public static LmEvalFileName Of(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(TextInput.NameWithoutGz(path));
        if (!Dated().IsMatch(stem)) return new(stem.Trim('_'), null);
        var (first, last) = (stem.IndexOf('_'), stem.LastIndexOf('_'));
        return new(first < last ? stem[(first + 1)..last] : stem[..last], stem[(last + 1)..]);
    }

    /// <summary>The folder of a model is called organization__model.</summary>
    public static string? ModelOfFolder(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return name.Contains("__", StringComparison.Ordinal) ? name.Replace("__", "/", StringComparison.Ordinal) : null;
    }

    [GeneratedRegex(@"_\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d[^_]*$")]
    private static partial Regex Dated();
}
