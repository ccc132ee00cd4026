using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of a program that stands in the place of a model from the values in force.</summary>
internal static class CommandComposer
{
    private static readonly Dictionary<string, CommandMode> Modes = new(StringComparer.Ordinal) { ["stream"] = CommandMode.Stream, ["per-item"] = CommandMode.PerItem };

    public static bool IsAsked(SettingValues values) => EngineTaken.KindOf(values) == EngineKind.Program;

    /// <summary>Null where no program is named.</summary>
    /// <param name="values">In force.</param>
    /// <param name="messages">Takes what the program writes to standard error.</param>
    public static CommandEngineOptions? Options(SettingValues values, TextWriter messages)
    {
        if (!IsAsked(values)) return null;
        var byDefault = new CommandEngineOptions { Command = values.Required(CommandSettings.Command) };
        return byDefault with
        {
            Mode = Choice.Of(values, CommandSettings.Mode, Modes, "stream"),
            Model = EngineTaken.NamesModel(values) ? values.Text(KnownSettings.Model) : null,
            Revision = values.Text(ServerSettings.Revision) ?? "",
            Concurrency = values.Integer(ServerSettings.Concurrency, least: 1) ?? byDefault.Concurrency,
            Timeout = values.Number(ServerSettings.TimeOut) is { } seconds ? ServerComposer.Duration(values, seconds) : byDefault.Timeout,
            Messages = messages,
        };
    }
}
