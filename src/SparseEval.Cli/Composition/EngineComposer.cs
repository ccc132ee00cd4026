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
    public static IInferenceEngine Engine(SettingValues values, Benchmark benchmark, TextWriter messages)
    {
        var judged = JudgeComposer.IsAsked(values);
        var model = BatchComposer.Engine(values) ?? Model(values, benchmark, messages);
        if (!judged && values.IsFlag(MoneySettings.JudgePrices)) throw new SparseEvalException("--judge-prices is about a judge, and none is named. Give --judge MODEL, or leave it out.");
        if (judged && MoneyComposer.Prices(values) is { } prices) model = RemoteEngines.Priced(model, prices);
        return judged ? JudgeComposer.Judged(values, model, benchmark) : model;
    }

    private static IInferenceEngine Model(SettingValues values, Benchmark benchmark, TextWriter messages) =>
        GraphComposer.Options(values) is { } graph ? Engines.OnnxGraph(graph)
            : CommandComposer.Options(values, messages) is { } command ? RemoteEngines.Command(command, benchmark)
            : KserveComposer.Options(values) is { } kserve ? RemoteEngines.Kserve(kserve)
            : ServerComposer.Options(values) is { } server ? RemoteEngines.OpenAi(Served(values, server))
            : Local(values, values.FullPath(KnownSettings.Model) ?? values.Required(KnownSettings.Model));

    private static OpenAiEngineOptions Served(SettingValues values, OpenAiEngineOptions options) => options.LogLikelihoods == LogLikelihoodSource.TopTokens || !values.IsFlag(ServerSettings.TopTokens) ? options
        : throw new SparseEvalException("--top-tokens has no effect without --loglikelihoods top-tokens. Add it, or leave --top-tokens out.");

    /// <summary>A model in this process.</summary>
    public static IInferenceEngine Local(SettingValues values, string modelPath)
    {
        var options = new OnnxEngineOptions { ModelPath = modelPath, Precision = values.Text(LocalSettings.Precision), MemoryLimit = ByteSize.Of(values, LocalSettings.MemoryLimit) };
        if (values.Text(KnownSettings.Provider) is { } providers)
            options = options with { Providers = providers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
        if (values.Integer(KnownSettings.Threads, least: 1) is { } threads) options = options with { Threads = threads };
        if (values.Text(KnownSettings.Devices) is { } devices)
            options = options with { Devices = Array.ConvertAll(devices.Split(',', StringSplitOptions.TrimEntries), text => Device(values, text)) };
        return Engines.Onnx(options with { DraftModelPath = values.FullPath(KnownSettings.DraftModel) });
    }

    private static int Device(SettingValues values, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var device) ? device
        : throw new SparseEvalException($"{values.Origin(KnownSettings.Devices)} holds '{text}'; give numbers of GPUs separated by commas, such as 0,1.");

    public static IScorer Scorer(SettingValues values)
    {
        var name = JudgeComposer.IsAsked(values) ? "given" : values.Text(KnownSettings.Scorer) ?? (CommandComposer.IsAsked(values) ? "given" : "auto");
        return GenerationComposer.IsAsked(values) ? Scorers.Parse(name, own => GenerationComposer.Change(values, own)) : Scorers.Parse(name);
    }
}
