using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of a server of the KServe protocol from the values in force.</summary>
internal static class KserveComposer
{
    private static readonly Dictionary<string, KserveProtocol?> Protocols = new(StringComparer.Ordinal) { ["openai"] = null, ["kserve-http"] = KserveProtocol.Http, ["kserve-grpc"] = KserveProtocol.Grpc };
    private static readonly Dictionary<string, bool> Interfaces = new(StringComparer.Ordinal) { ["infer"] = false, ["generate"] = true };
    private static readonly Dictionary<string, KserveChoice> Sources = new(StringComparer.Ordinal) { ["model"] = KserveChoice.LogLikelihoods, ["logits"] = KserveChoice.Logits };

    private static readonly Dictionary<string, Func<KserveEngineOptions, string, KserveEngineOptions>> Tensors = new(StringComparer.Ordinal)
    {
        ["text_input"] = (options, name) => options with { TextInput = name },
        ["text_output"] = (options, name) => options with { TextOutput = name },
        ["sampling_parameters"] = (options, name) => options with { ParametersInput = name },
        ["context"] = (options, name) => options with { ContextInput = name },
        ["continuation"] = (options, name) => options with { ContinuationInput = name },
        ["log_likelihood"] = (options, name) => options with { LogLikelihoodOutput = name },
        ["logits"] = (options, name) => options with { LogitsOutput = name },
    };

    /// <summary>Null where the server speaks another protocol, or there is none.</summary>
    public static KserveEngineOptions? Options(SettingValues values)
    {
        if (EngineTaken.KindOf(values) != EngineKind.Kserve || Protocol(values) is not { } protocol || values.Text(ServerSettings.Server) is not { } server) return null;
        if (values.Text(KnownSettings.Model) is not null && !EngineTaken.NamesModel(values)) throw new SparseEvalException("The plan's model is a file, and --server needs the name of a model that it serves. Give it with --model.");
        var byDefault = new KserveEngineOptions { Server = ServerComposer.Address(values, ServerSettings.Server, server), Model = values.Required(KnownSettings.Model), Protocol = protocol };
        return Named(values, byDefault with
        {
            UseGenerate = Choice.Of(values, ServerSettings.Interface, Interfaces, "infer"),
            Choice = Choice.Of(values, ServerSettings.LogLikelihoods, Sources, "model"),
            Revision = values.Text(ServerSettings.Revision) ?? "",
            KeyVariable = values.Text(ServerSettings.KeyVariable) ?? byDefault.KeyVariable,
            Concurrency = values.Integer(ServerSettings.Concurrency, least: 1) ?? byDefault.Concurrency,
            Attempts = values.Integer(ServerSettings.Attempts, least: 1) ?? byDefault.Attempts,
            Timeout = values.Number(ServerSettings.TimeOut) is { } seconds ? ServerComposer.Duration(values, seconds) : byDefault.Timeout,
        });
    }

    /// <summary>Null for a server of the OpenAI protocol.</summary>
    public static KserveProtocol? Protocol(SettingValues values) => Choice.Of(values, ServerSettings.Protocol, Protocols, "openai");

    private static KserveEngineOptions Named(SettingValues values, KserveEngineOptions options)
    {
        foreach (var pair in values.Text(ServerSettings.Tensors)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            options = pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var role, { Length: > 0 } name] && Tensors.TryGetValue(role, out var set) ? set(options, name)
                : throw new SparseEvalException($"{values.Origin(ServerSettings.Tensors)} holds '{pair}'; give ROLE=NAME, where the role is one of: {string.Join(", ", Tensors.Keys)}.");
        return options;
    }
}
