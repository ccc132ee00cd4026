using SparseEval.Cli.Composition;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Tests;

/// <summary>A setting that an engine would pass over is refused, wherever it was given: every kind of engine with every setting of engines.</summary>
public sealed class EngineSettingTests : IDisposable
{
    private static readonly Dictionary<string, (string[] Named, string Takes)> Kinds = new()
    {
        ["Local"] = ([], "model provider devices threads draft-model precision memory-limit " + Generation),
        ["Graph"] = (["graph"], "graph-input graph-output graph-post labels files pixel-mean pixel-deviation provider threads memory-limit"),
        ["Program"] = (["command"], "model command-mode revision concurrency timeout " + Generation),
        ["OpenAi"] = (["server"], "model protocol interface loglikelihoods revision key-variable concurrency requests-per-minute tokens-per-minute attempts timeout " + Generation),
        ["Kserve"] = (["server", "protocol"], "model protocol tensors interface loglikelihoods revision key-variable concurrency attempts timeout " + Generation),
        ["Batch"] = (["batch-answers"], "model interface loglikelihoods revision " + Generation),
    };

    private const string Generation = "max-tokens stop temperature top-p top-k sampling-seed epochs";
    private static readonly string[] OfAll = ["scorer", "prices", "history-cost", "graph", "command", "server", "batch-answers"];
    private readonly CommandLine _cli = new();

    public static TheoryData<string, string> Pairs => new(Kinds.Keys.SelectMany(kind => KnownSettings.Engine.Select(setting => (kind, setting.Name))));

    public void Dispose() => _cli.Dispose();

    // Seen failing (125 cases of this class, among them a program with 'top-tokens') with flags alone refused, as they were before.
    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_setting_of_the_plan_that_its_engine_passes_over_is_refused(string kind, string setting)
    {
        var (named, takes) = Kinds[kind];
        if (OfAll.Contains(setting) || named.Contains(setting)) return;
        var plan = Plan([.. named, setting], kind);
        var told = Told(plan);
        if (setting.StartsWith("judge", StringComparison.Ordinal)) Assert.Equal(setting == "judge" ? null : $"'{setting}' in {plan} is about a judge, and none is named. Give --judge MODEL, or leave it out.", told);
        else if (setting == "top-tokens" && kind is "OpenAi" or "Batch") Assert.Contains("without --loglikelihoods top-tokens", told, StringComparison.Ordinal);
        else if (takes.Split(' ').Contains(setting)) Assert.Null(told);
        else Assert.StartsWith($"'{setting}' in {plan} has no effect on ", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_a_plan_says_of_its_own_engine_goes_with_it(string kind, string setting)
    {
        var (named, _) = Kinds[kind];
        if (named.Length == 0 || OfAll.Contains(setting) || named.Contains(setting) || setting.StartsWith("judge", StringComparison.Ordinal)) return;
        Assert.Null(Told(Plan([setting], "Local"), [.. named.SelectMany(name => new[] { $"--{name}", Value(name, kind) })]));
    }

    [Theory]
    [InlineData("judge: j", "judge-server: http://127.0.0.1:9/v1", "concurrency: 4", null)]
    [InlineData("judge: j", "judge-server: http://127.0.0.1:9/v1", "attempts: 4", "'attempts'")]
    [InlineData("judge: j", "server: http://127.0.0.1:9/v1", "threads: 1", null)]
    [InlineData("judge: j", "server: http://127.0.0.1:9/v1", "devices: 0,1", "'devices'")]
    [InlineData("server: http://127.0.0.1:9/v1", "loglikelihoods: top-tokens", "top-tokens: 5", null)]
    [InlineData("server: http://127.0.0.1:9/v1", "command: cat", "model: m", "'command' in")]
    public void Judges_take_what_is_theirs(string first, string second, string third, string? refused)
    {
        var told = Told(_cli.Write("plan.yaml", $"{first}\n{second}\n{third}\n"));
        if (refused is null) Assert.Null(told);
        else Assert.StartsWith(refused, told, StringComparison.Ordinal);
    }

    // Seen failing (4 of 8) with the model's variable taken for every judge: OPENAI_API_KEY, KSERVE_API_KEY and MINE went to two hosts.
    [Theory]
    [InlineData("", "http://judge.example/v1", "OPENAI_API_KEY")]
    [InlineData("key-variable: MINE", "http://judge.example/v1", "MINE")]
    [InlineData("server: http://model.example/v1", "http://judge.example/v1", "JUDGE_API_KEY")]
    [InlineData("server: http://model.example/v1\nkey-variable: MINE", "http://judge.example/v1", "JUDGE_API_KEY")]
    [InlineData("server: http://model.example/v1\nkey-variable: MINE\njudge-key-variable: ITS", "http://judge.example/v1", "ITS")]
    [InlineData("server: http://model.example:8000/v1\nkey-variable: MINE", "http://model.example:8001/v1", "MINE")]
    [InlineData("server: https://model.example/v1", "http://model.example/v1", "JUDGE_API_KEY")]
    [InlineData("server: http://model.example/v1\nprotocol: kserve-http", "http://judge.example/v1", "JUDGE_API_KEY")]
    public void The_models_key_goes_to_no_other_host(string settings, string judge, string variable) =>
        Assert.Equal(variable, ServerComposer.Judge(Values(_cli.Write("plan.yaml", $"judge: j\njudge-server: {judge}\n{settings}\n")))!.KeyVariable);

    [Fact]
    public void A_local_judge_has_no_key() =>
        Assert.Contains("is about a judge's server", Assert.Throws<SparseEvalException>(() => ServerComposer.Judge(Values(_cli.Write("plan.yaml", "judge: j\njudge-key-variable: K\n")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_commands_ask()
    {
        var plan = _cli.Write("plan.yaml", $"benchmark: {Path.Combine(CommandLine.Root, "data/pocket/items.jsonl")}\nserver: http://127.0.0.1:9/v1\nmodel: m\nprecision: fp16\nlimit: 30\n");
        var policy = _cli.Write("policy.yaml", "version: 1\nbenchmarks:\n  one:\n    plan: plan.yaml\n    model: other\n    threshold: 0.5\n");
        foreach (var command in new string[][] { ["run", plan], ["plan", plan], ["validate", plan], ["compare", "--plan", plan, "--baseline-model", "n", "--margin", "0.1"], ["gate", "--policy", policy] })
        {
            var outcome = await _cli.RunAsync(command);
            Assert.Equal((command[0], 2, ""), (command[0], outcome.Code, outcome.Output));
            Assert.Contains($"'precision' in {plan} has no effect on a server of the OpenAI protocol (--server): it is about a model in this process", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
        var probed = await _cli.RunAsync("probe", "--server", "http://127.0.0.1:9", "--protocol", "kserve-http", "--model", "m", "--top-tokens", "5");
        Assert.Equal(2, probed.Code);
        Assert.Contains("--top-tokens has no effect on a server of the KServe protocol", probed.Error, StringComparison.Ordinal);
    }

    private string Plan(IEnumerable<string> settings, string kind) => _cli.Write("plan.yaml", string.Concat(settings.Distinct().Select(name => $"{name}: {Value(name, kind)}\n")));

    private static string Value(string setting, string kind) => setting == "protocol" && kind == "Kserve" ? "kserve-http" : setting == "protocol" ? "openai" : "1";

    /// <summary>The refusal, or null.</summary>
    private static string? Told(string plan, params string[] flags)
    {
        try
        {
            EngineTaken.Require(Values(plan, flags), KnownSettings.Engine);
            return null;
        }
        catch (SparseEvalException exception)
        {
            return exception.Message;
        }
    }

    private static SettingValues Values(string plan, params string[] flags)
    {
        var root = new System.CommandLine.RootCommand();
        foreach (var setting in KnownSettings.Engine)
            root.Add(setting.IsRepeatable ? new System.CommandLine.Option<string[]>(setting.Flag) : new System.CommandLine.Option<string?>(setting.Flag));
        return new(root.Parse(flags), plan);
    }
}
