namespace SparseEval.Cli.Settings;

/// <summary>The other model of a comparison or a gate that runs two: what says where the model is, with <c>baseline-</c> before it. How an engine is used (threads, concurrency, patience) is said once for both.</summary>
internal static class BaselineSettings
{
    public static readonly Setting Model = new("baseline-model", "Runs --model against this one on the same items until it is decided: a folder or .onnx file, or with --baseline-server its name there, with --baseline-command its name in records.") { ValueName = "path", IsPath = true };
    public static readonly Setting Server = Of(ServerSettings.Server, "Server where the baseline runs, the same as --server or another.");
    public static readonly Setting Command = Of(CommandSettings.Command, "Program in the place of the baseline, as --command.");

    private static readonly Setting[] Further =
    [
        Of(ServerSettings.Protocol, "Protocol of --baseline-server, as --protocol."),
        Of(ServerSettings.Tensors, "Tensors of a KServe baseline, as --tensors."),
        Of(ServerSettings.Interface, "Interface of --baseline-server, as --interface."),
        Of(ServerSettings.LogLikelihoods, "Log-likelihoods of --baseline-server, as --loglikelihoods."),
        Of(ServerSettings.Revision, "Revision of the baseline, as --revision."),
        Of(ServerSettings.KeyVariable, "Environment variable with the key of --baseline-server."),
        Of(CommandSettings.Mode, "How --baseline-command runs, as --command-mode."),
    ];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Model, Server, Command, .. Further];

    /// <summary>By the name of the model's setting that each stands for.</summary>
    public static readonly IReadOnlyDictionary<string, Setting> InPlaceOf = Own.ToDictionary(setting => setting.Name[Prefix.Length..], StringComparer.Ordinal);

    private const string Prefix = "baseline-";

    private static Setting Of(Setting model, string description) => model with { Name = Prefix + model.Name, Description = description };
}
