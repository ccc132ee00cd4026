using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of batch files from the values in force.</summary>
internal static class BatchComposer
{
    private static readonly Dictionary<string, OpenAiInterface> Interfaces = new(StringComparer.Ordinal) { ["completions"] = OpenAiInterface.Completions, ["chat"] = OpenAiInterface.Chat };

    private static readonly Dictionary<string, LogLikelihoodSource> Sources = new(StringComparer.Ordinal) { ["echo"] = LogLikelihoodSource.Echo, ["top-tokens"] = LogLikelihoodSource.TopTokens };

    /// <summary>The answers of a batch as the engine; null where no file is named.</summary>
    public static IInferenceEngine? Engine(SettingValues values)
    {
        if (EngineTaken.KindOf(values) != EngineKind.Batch || values.FullPath(ExportSettings.BatchAnswers) is not { } path) return null;
        return RemoteEngines.BatchAnswers(path, Options(values));
    }

    public static BatchFileOptions Options(SettingValues values) => Options(values, new()
    {
        Model = values.IsFromPlan(KnownSettings.Model) && !values.IsFromPlan(ExportSettings.BatchAnswers) ? throw new SparseEvalException("The plan's model is a file, and a batch needs the name of a model that its service knows. Give it with --model.") : values.Required(KnownSettings.Model),
        Interface = Choice.Of(values, ServerSettings.Interface, Interfaces, "chat"),
        LogLikelihoods = Choice.Of(values, ServerSettings.LogLikelihoods, Sources, "echo"),
        Revision = values.Text(ServerSettings.Revision) ?? "",
    });

    private static BatchFileOptions Options(SettingValues values, BatchFileOptions options) =>
        values.Integer(ServerSettings.TopTokens, least: 1) is { } most ? options with { TopTokens = most } : options;
}
