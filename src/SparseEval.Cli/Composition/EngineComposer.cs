using SparseEval.Cli.Settings;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the engine and the scorer from the values in force.</summary>
internal static class EngineComposer
{
    public static IInferenceEngine Engine(SettingValues values) => ServerComposer.Options(values) is { } server ? RemoteEngines.OpenAi(server) : Engine(values, values.FullPath(KnownSettings.Model) ?? values.Required(KnownSettings.Model));

    public static IInferenceEngine Engine(SettingValues values, string modelPath)
    {
        var options = new OnnxEngineOptions { ModelPath = modelPath };
        if (values.Text(KnownSettings.Provider) is { } providers)
            options = options with { Providers = providers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
        if (values.Integer(KnownSettings.Threads, least: 1) is { } threads) options = options with { Threads = threads };
        return Engines.Onnx(options);
    }

    public static IScorer Scorer(SettingValues values) => Choice.Of(values, KnownSettings.Scorer, Scorers.All, "auto");
}
