using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of a program that stands in the place of a model from the values in force.</summary>
internal static class CommandComposer
{
    private static readonly Dictionary<string, CommandMode> Modes = new(StringComparer.Ordinal) { ["stream"] = CommandMode.Stream, ["per-item"] = CommandMode.PerItem };

    public static bool IsAsked(SettingValues values) => values.Text(CommandSettings.Command) is not null && !values.IsFlag(ServerSettings.Server);

    /// <summary>Null where no program is named.</summary>
    /// <param name="values">In force.</param>
    /// <param name="messages">Takes what the program writes to standard error.</param>
    public static CommandEngineOptions? Options(SettingValues values, TextWriter messages)
    {
        if (values.IsFlag(CommandSettings.Command) && values.IsFlag(ServerSettings.Server)) throw new SparseEvalException("--command and --server cannot be given together. Keep one.");
        if (!IsAsked(values))
            return values.IsFlag(CommandSettings.Mode) ? throw new SparseEvalException("--command-mode is about a program, and none is named. Give --command, or leave it out.") : null;
        Setting[] others = [.. KnownSettings.Local, .. ServerSettings.Own.Except(CommandSettings.Shared)];
        if (others.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{values.Origin(flag)} has no effect on a program that --command names. Leave it out.");
        var byDefault = new CommandEngineOptions { Command = values.Required(CommandSettings.Command) };
        return byDefault with
        {
            Mode = Choice.Of(values, CommandSettings.Mode, Modes, "stream"),
            Model = values.IsFromPlan(KnownSettings.Model) ? null : values.Text(KnownSettings.Model),
            Revision = values.Text(ServerSettings.Revision) ?? "",
            Concurrency = values.Integer(ServerSettings.Concurrency, least: 1) ?? byDefault.Concurrency,
            Timeout = values.Number(ServerSettings.TimeOut) is { } seconds ? ServerComposer.Duration(values, seconds) : byDefault.Timeout,
            Messages = messages,
        };
    }
}
