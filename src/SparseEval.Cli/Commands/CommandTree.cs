using System.CommandLine;
using System.CommandLine.Help;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary>Makes the command line from the verbs.</summary>
internal static class CommandTree
{
    private const string PlanArgument = "plan";
    private const string OtherArguments = "files";

    public static RootCommand Build(IEnumerable<Verb> verbs)
    {
        var root = new RootCommand("Estimates a benchmark's full score, with an honest interval, from a few of its items.");
        var overview = new List<string>();
        foreach (var verb in verbs)
        {
            root.Add(Build(verb));
            overview.Add(verb.Examples[0]);
        }
        WithExamples(root, overview);
        return root;
    }

    private static Command Build(Verb verb)
    {
        var command = new Command(verb.Name, verb.Description);
        if (verb.TakesPlan)
            Add(command, verb, new Argument<string?>(PlanArgument) { Arity = ArgumentArity.ZeroOrOne, Description = "Plan file in YAML; left out, the bundled benchmark's." });
        if (verb.Arguments is { } meaning)
            Add(command, verb, new Argument<string[]>(OtherArguments) { Arity = ArgumentArity.ZeroOrMore, Description = meaning });
        foreach (var setting in verb.Settings) command.Add(Option(setting));
        command.SetAction((parsed, cancellation) => ErrorBoundary.RunAsync(() => RunAsync(verb, parsed, cancellation), parsed.InvocationConfiguration.Error, verb.AfterCancel));
        WithExamples(command, verb.Examples);
        return command;
    }

    /// <summary>A mistyped flag must not pass for a file.</summary>
    private static void Add(Command command, Verb verb, Argument argument)
    {
        argument.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Select(token => token.Value).Where(value => value.StartsWith('-')))
                given.AddError(KnownSettings.All.Any(setting => setting.Flag == token) ? $"There is no flag '{token}' of '{verb.Name}', which has no use for it."
                    : $"There is no flag '{token}'.{NearestName.Hint(token, verb.Settings.Select(setting => setting.Flag))}");
        });
        command.Add(argument);
    }

    private static Task<int> RunAsync(Verb verb, ParseResult parsed, CancellationToken cancellation)
    {
        var plan = verb.TakesPlan ? parsed.GetValue<string?>(PlanArgument) : null;
        var configuration = parsed.InvocationConfiguration;
        var values = new SettingValues(parsed, plan);
        if (verb.TakesPlan && plan is null && !Names(parsed, verb.Subject) && verb.NeedsPlan(values)) values = new SettingValues(parsed, BundledData.Plan());
        if (!verb.ToleratesVariables) UnknownVariables.Refuse(values);
        return verb.RunAsync(new VerbContext(values, new LineWriter(configuration.Output), configuration.Error)
        {
            Arguments = verb.Arguments is null ? [] : parsed.GetValue<string[]>(OtherArguments) ?? [],
        }, cancellation);
    }

    private static bool Names(ParseResult parsed, IEnumerable<Setting> settings) => settings.Any(setting => parsed.GetValue<string?>(setting.Flag) is not null
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(setting.Variable)));

    private static Option Option(Setting setting)
    {
        string[] aliases = setting.Alias is { } alias ? [alias] : [];
        if (setting.IsSwitch) return new Option<bool>(setting.Flag, aliases) { Description = setting.Description };
        if (setting.IsRepeatable)
            return new Option<string[]>(setting.Flag, aliases) { Description = setting.Description, HelpName = setting.ValueName, Arity = ArgumentArity.OneOrMore };
        return new Option<string?>(setting.Flag, aliases) { Description = setting.Description, HelpName = setting.ValueName };
    }

    private static void WithExamples(Command command, IReadOnlyList<string> examples)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null) command.Add(help = new HelpOption());
        help.Action = new HelpWithExamples(examples);
    }
}
