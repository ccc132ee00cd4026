using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of a server from the values in force.</summary>
internal static class ServerComposer
{
    private static readonly Dictionary<string, OpenAiInterface> Interfaces = new(StringComparer.Ordinal) { ["completions"] = OpenAiInterface.Completions, ["chat"] = OpenAiInterface.Chat };
    private static readonly Dictionary<string, LogLikelihoodSource> Sources = new(StringComparer.Ordinal) { ["echo"] = LogLikelihoodSource.Echo, ["token-ids"] = LogLikelihoodSource.TokenIds, ["top-tokens"] = LogLikelihoodSource.TopTokens };

    /// <summary>Null where no server is named.</summary>
    public static OpenAiEngineOptions? Options(SettingValues values)
    {
        if (EngineTaken.KindOf(values) != EngineKind.OpenAi || values.Text(ServerSettings.Server) is not { } server) return null;
        if (values.Text(KnownSettings.Model) is not null && !EngineTaken.NamesModel(values))
            throw new SparseEvalException("The plan's model is a file, and --server needs the name of a model that it serves. Give it with --model.");
        var byDefault = new OpenAiEngineOptions { Server = Address(values, ServerSettings.Server, server), Model = values.Required(KnownSettings.Model) };
        return byDefault with
        {
            Interface = Choice.Of(values, ServerSettings.Interface, Interfaces, "completions"),
            LogLikelihoods = Choice.Of(values, ServerSettings.LogLikelihoods, Sources, "echo"),
            TopTokens = values.Integer(ServerSettings.TopTokens, least: 1) ?? byDefault.TopTokens,
            Revision = values.Text(ServerSettings.Revision) ?? "",
            KeyVariable = values.Text(ServerSettings.KeyVariable) ?? byDefault.KeyVariable,
            Concurrency = values.Integer(ServerSettings.Concurrency, least: 1) ?? byDefault.Concurrency,
            RequestsPerMinute = values.Integer(ServerSettings.RequestsPerMinute, least: 1),
            TokensPerMinute = values.Integer(ServerSettings.TokensPerMinute, least: 1),
            Attempts = values.Integer(ServerSettings.Attempts, least: 1) ?? byDefault.Attempts,
            Timeout = values.Number(ServerSettings.TimeOut) is { } seconds ? Duration(values, seconds) : byDefault.Timeout,
        };
    }

    /// <summary>The judge's server, used as the model's is; null where the judge is no server's.</summary>
    public static OpenAiEngineOptions? Judge(SettingValues values) => values.Text(JudgeSettings.Server) is { } server
        ? new OpenAiEngineOptions
        {
            Server = Address(values, JudgeSettings.Server, server),
            Model = values.Required(JudgeSettings.Judge),
            Interface = Choice.Of(values, ServerSettings.Interface, Interfaces, "chat"),
            KeyVariable = JudgeKeyVariable(values, Address(values, JudgeSettings.Server, server)),
            Concurrency = values.Integer(ServerSettings.Concurrency, least: 1) ?? 32,
        } : values.Text(JudgeSettings.KeyVariable) is null ? null
        : throw new SparseEvalException($"{values.Origin(JudgeSettings.KeyVariable)} is about a judge's server, and the judge runs on none. Give --judge-server URL, or leave it out.");

    /// <summary>The model's key goes to no other host.</summary>
    private static string JudgeKeyVariable(SettingValues values, Uri judge)
    {
        if (values.Text(JudgeSettings.KeyVariable) is { } own) return own;
        var served = EngineTaken.KindOf(values) is EngineKind.OpenAi or EngineKind.Kserve;
        var shares = !served || (values.Text(ServerSettings.Server) is { } model && Address(values, ServerSettings.Server, model) is var address && (address.Scheme, address.Host) == (judge.Scheme, judge.Host));
        return !shares ? "JUDGE_API_KEY" : values.Text(ServerSettings.KeyVariable) ?? (EngineTaken.KindOf(values) == EngineKind.Kserve ? "KSERVE_API_KEY" : "OPENAI_API_KEY");
    }

    public static TimeSpan Duration(SettingValues values, double seconds) => seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : throw new SparseEvalException($"{values.Origin(ServerSettings.TimeOut)} is '{values.Text(ServerSettings.TimeOut)}'; give seconds above 0 and up to 86,400, a day.");

    public static Uri Address(SettingValues values, Setting setting, string server) => Uri.TryCreate(server, UriKind.Absolute, out var address) ? address
        : throw new SparseEvalException($"{values.Origin(setting)} is {(server.Contains('@') || server.Contains('?') ? "no address" : $"'{server}'")}; give an address such as http://localhost:8000/v1.");
}
