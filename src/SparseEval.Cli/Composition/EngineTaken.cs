using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Which settings each kind of engine takes; one that it would pass over is refused, wherever it was given.</summary>
internal static class EngineTaken
{
    private static readonly Setting[] Naming = [GraphSettings.Graph, CommandSettings.Command, ServerSettings.Server, ExportSettings.BatchAnswers];
    private static readonly Setting[] OfAnyModelHere = [KnownSettings.Provider, KnownSettings.Threads, LocalSettings.MemoryLimit];
    private static readonly Setting[] OfAJudgesServer = [ServerSettings.Interface, ServerSettings.KeyVariable, ServerSettings.Concurrency];
    private static readonly Setting[] OfAnyEngine = [KnownSettings.Scorer, MoneySettings.Prices, MoneySettings.HistoryCost];
    private static readonly Setting[] OfJudges = [.. JudgeSettings.Own, MoneySettings.JudgePrices];

    private static readonly Dictionary<EngineKind, Setting[]> Taken = new()
    {
        [EngineKind.Local] = [KnownSettings.Model, .. KnownSettings.Local, .. GenerationSettings.Own],
        [EngineKind.Graph] = [.. GraphSettings.Own, .. OfAnyModelHere],
        [EngineKind.Program] = [KnownSettings.Model, .. CommandSettings.Own, .. CommandSettings.Shared, .. GenerationSettings.Own],
        [EngineKind.OpenAi] = [KnownSettings.Model, .. ServerSettings.Own.Except([ServerSettings.Tensors]), .. GenerationSettings.Own],
        [EngineKind.Kserve] = [KnownSettings.Model, .. ServerSettings.Own.Except([ServerSettings.TopTokens, ServerSettings.RequestsPerMinute, ServerSettings.TokensPerMinute]), .. GenerationSettings.Own],
        [EngineKind.Batch] = [KnownSettings.Model, ExportSettings.BatchAnswers, ServerSettings.Interface, ServerSettings.LogLikelihoods, ServerSettings.TopTokens, ServerSettings.Revision, .. GenerationSettings.Own],
    };

    /// <exception cref="SparseEvalException">Several are named in one place.</exception>
    public static EngineKind KindOf(SettingValues values) => values.Strongest(Naming) switch
    {
        null => EngineKind.Local,
        var named when named == GraphSettings.Graph => EngineKind.Graph,
        var named when named == CommandSettings.Command => EngineKind.Program,
        var named when named == ExportSettings.BatchAnswers => EngineKind.Batch,
        _ => KserveComposer.Protocol(values) is null ? EngineKind.OpenAi : EngineKind.Kserve,
    };

    /// <summary>True where a kind takes a setting; what is said of money, scorer and judge is said to all.</summary>
    public static bool Takes(EngineKind kind, Setting setting) => OfAnyEngine.Contains(setting) || OfJudges.Contains(setting) || Taken[kind].Contains(setting);

    /// <summary>What an engine, and its judge where it has one, would pass over. What a plan says of its own engine counts no longer where a flag or variable names another one.</summary>
    /// <param name="values">In force.</param>
    /// <param name="settings">Those that the command takes.</param>
    /// <param name="isBaseline">True for one that runs beside a model, whose settings its judge has.</param>
    /// <exception cref="SparseEvalException">One is in force.</exception>
    public static void Require(SettingValues values, IEnumerable<Setting> settings, bool isBaseline = false)
    {
        var (kind, judged) = (KindOf(values), values.Text(JudgeSettings.Judge) is not null);
        var named = values.Strongest(Naming);
        if (!judged && OfJudges.FirstOrDefault(setting => values.Text(setting) is not null) is { } alone)
            throw new SparseEvalException($"{values.Origin(alone)} is about a judge, and none is named. Give --judge MODEL, or leave it out.");
        var judge = !judged ? [] : values.Text(JudgeSettings.Server) is null ? OfAnyModelHere : isBaseline ? [] : OfAJudgesServer;
        foreach (var setting in settings.Where(setting => !Takes(kind, setting) && !judge.Contains(setting) && !Naming.Contains(setting) && values.IsMeantFor(setting, named, ServerSettings.Protocol)))
            throw new SparseEvalException($"{values.Origin(setting)} has no effect on {Name(kind, values)}: it is about {Takers(setting, values)}. Leave it out.");
        if (kind is EngineKind.OpenAi or EngineKind.Batch) RequireTopTokens(values, named);
    }

    /// <summary>Whether log-likelihoods come from the likeliest tokens, of which <c>top-tokens</c> is the number.</summary>
    public static bool AsksTopTokens(SettingValues values) => KindOf(values) is EngineKind.OpenAi or EngineKind.Batch && values.Text(ServerSettings.LogLikelihoods) == "top-tokens";

    /// <exception cref="SparseEvalException">Their number is given, and they are not asked for.</exception>
    public static void RequireTopTokens(SettingValues values, Setting? named)
    {
        if (values.Text(ServerSettings.LogLikelihoods) != "top-tokens" && values.IsMeantFor(ServerSettings.TopTokens, named, ServerSettings.LogLikelihoods))
            throw new SparseEvalException($"{values.Origin(ServerSettings.TopTokens)} has no effect without --loglikelihoods top-tokens. Add it, or leave --top-tokens out.");
    }

    /// <summary>The name that a server, a batch or a program is given; a plan's model is a file where the plan does not name the engine too.</summary>
    public static bool NamesModel(SettingValues values) => values.Text(KnownSettings.Model) is not null && !(values.IsFromPlan(KnownSettings.Model) && values.Strongest(Naming) is { } named && !values.IsFromPlan(named));

    private static string Takers(Setting setting, SettingValues values) => string.Join(" or ", Taken.Keys.Where(kind => Takes(kind, setting)).Select(kind => Name(kind, values)));

    private static string Name(EngineKind kind, SettingValues values) => kind switch
    {
        EngineKind.Graph => $"another ONNX model ({GraphSettings.Graph.Flag})",
        EngineKind.Program => $"a program ({values.FlagOf(CommandSettings.Command)})",
        EngineKind.OpenAi => $"a server of the OpenAI protocol ({values.FlagOf(ServerSettings.Server)})",
        EngineKind.Kserve => $"a server of the KServe protocol ({values.FlagOf(ServerSettings.Protocol)} kserve-http or kserve-grpc)",
        EngineKind.Batch => $"a batch's answers ({ExportSettings.BatchAnswers.Flag})",
        _ => $"a model in this process ({values.FlagOf(KnownSettings.Model)} PATH alone)",
    };
}
