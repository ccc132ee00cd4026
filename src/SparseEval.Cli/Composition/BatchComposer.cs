using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of batch files from the values in force.</summary>
internal static class BatchComposer
{
    private static readonly Dictionary<string, OpenAiInterface> Interfaces = new(StringComparer.Ordinal) { ["completions"] = OpenAiInterface.Completions, ["chat"] = OpenAiInterface.Chat };

    /// <summary>The answers of a batch as the engine; null where no file is named.</summary>
    public static IInferenceEngine? Engine(SettingValues values)
    {
        if (values.FullPath(ExportSettings.BatchAnswers) is not { } path) return null;
        Setting[] others = [.. KnownSettings.Local, .. CommandSettings.Own, .. ServerSettings.Own.Except([ServerSettings.Interface, ServerSettings.Revision])];
        if (others.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} has no effect on answers that --batch-answers holds. Leave it out.");
        return RemoteEngines.BatchAnswers(path, Options(values));
    }

    public static BatchFileOptions Options(SettingValues values) => new()
    {
        Model = values.IsFromPlan(KnownSettings.Model) ? throw new SparseEvalException("The plan's model is a file, and a batch needs the name of a model that its service knows. Give it with --model.") : values.Required(KnownSettings.Model),
        Interface = Choice.Of(values, ServerSettings.Interface, Interfaces, "chat"),
        Revision = values.Text(ServerSettings.Revision) ?? "",
    };
}
