using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the engine and the scorer from the values in force.</summary>
internal static class EngineComposer
{
    /// <summary>The model or what stands in its place, and its judge where one is asked for.</summary>
    /// <param name="values">In force.</param>
    /// <param name="benchmark">What is asked.</param>
    /// <param name="messages">Takes what programs say on standard error.</param>
    /// <param name="judging">How the judge is used where it is not as this model is.</param>
    public static IInferenceEngine Engine(SettingValues values, Benchmark benchmark, TextWriter messages, SettingValues? judging = null)
    {
        EngineTaken.Require(values, KnownSettings.Engine, isBaseline: judging is not null);
        TextTaken.Require(values, benchmark);
        var judged = JudgeComposer.IsAsked(values);
        var model = BatchComposer.Engine(values) ?? Model(values, benchmark, messages);
        return judged ? JudgeComposer.Judged(judging ?? values, model, benchmark) : model;
    }

    private static IInferenceEngine Model(SettingValues values, Benchmark benchmark, TextWriter messages) =>
        GraphComposer.Options(values) is { } graph ? Engines.OnnxGraph(graph)
            : CommandComposer.Options(values, messages) is { } command ? RemoteEngines.Command(command, benchmark)
            : KserveComposer.Options(values) is { } kserve ? RemoteEngines.Kserve(kserve)
            : ServerComposer.Options(values) is { } server ? RemoteEngines.OpenAi(server)
            : Local(values, benchmark, values.FullPath(KnownSettings.Model) ?? values.Required(KnownSettings.Model));

    /// <summary>The model in this process.</summary>
    private static IInferenceEngine Local(SettingValues values, Benchmark benchmark, string modelPath)
    {
        var options = OnThisMachine(values, modelPath) with { Precision = values.Text(LocalSettings.Precision), DraftModelPath = values.FullPath(KnownSettings.DraftModel) };
        return Engines.Onnx(values.Text(KnownSettings.Devices) is { } devices
            ? options with { Devices = Array.ConvertAll(devices.Split(',', StringSplitOptions.TrimEntries), text => Device(values, text)) }
            : options);
    }

    /// <summary>A judge or a baseline in this process: what is said of the model itself, its graph's precision, its draft model and its devices, is not said of it.</summary>
    public static IInferenceEngine Beside(SettingValues values, string modelPath) => Engines.Onnx(OnThisMachine(values, modelPath));

    private static OnnxEngineOptions OnThisMachine(SettingValues values, string modelPath)
    {
        var options = new OnnxEngineOptions { ModelPath = modelPath, MemoryLimit = ByteSize.Of(values, LocalSettings.MemoryLimit) };
        if (values.Text(KnownSettings.Provider) is { } providers)
            options = options with { Providers = providers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
        return values.Integer(KnownSettings.Threads, least: 1) is { } threads ? options with { Threads = threads } : options;
    }

    private static int Device(SettingValues values, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var device) ? device
        : throw new SparseEvalException($"{values.Origin(KnownSettings.Devices)} holds '{text}'; give numbers of GPUs separated by commas, such as 0,1.");

    public static IScorer Scorer(SettingValues values)
    {
        var name = JudgeComposer.IsAsked(values) ? "given" : values.Text(KnownSettings.Scorer) ?? (CommandComposer.IsAsked(values) ? "given" : "auto");
        return GenerationComposer.IsAsked(values) ? Scorers.Parse(name, own => GenerationComposer.Change(values, own)) : Scorers.Parse(name);
    }
}
