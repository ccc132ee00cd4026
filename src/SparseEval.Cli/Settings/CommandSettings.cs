namespace SparseEval.Cli.Settings;

/// <summary>A program in the place of a model.</summary>
internal static class CommandSettings
{
    public static readonly Setting Command = new("command", "Program that reads items as JSON lines and writes answers or scores as JSON lines, such as \"python3 run.py\"; --model is then its name in records.") { ValueName = "command" };
    public static readonly Setting Mode = new("command-mode", "'stream' (default; one process for all items) or 'per-item' (a process for each).") { ValueName = "mode", Values = () => ["stream", "per-item"] };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Command, Mode];

    /// <summary>Settings of servers that a program takes too.</summary>
    public static readonly IReadOnlyList<Setting> Shared = [ServerSettings.Revision, ServerSettings.Concurrency, ServerSettings.TimeOut];
}
