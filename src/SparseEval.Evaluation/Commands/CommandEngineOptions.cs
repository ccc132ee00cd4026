using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Any program that reads items as JSON lines and writes answers or scores as JSON lines.</summary>
public sealed record CommandEngineOptions
{
    /// <summary>What to start, as the system's shell reads it (<c>/bin/sh -c</c>, on Windows <c>cmd /c</c>), such as <c>python3 run.py</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Whether one process answers all items or each item gets its own; default one.</summary>
    public CommandMode Mode { get; init; } = CommandMode.Stream;

    /// <summary>Name as it stands in records; null takes the command's.</summary>
    public string? Model { get; init; }

    /// <summary>What distinguishes this program from others of its command; part of the cache's key beside the command and the contents of the files that it names.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Folder in which the program starts; null for the current one.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Most items that one process holds without an answer, or with <see cref="CommandMode.PerItem"/> most processes at once; default 8.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long a program that holds items may say nothing before it is ended; default 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Takes what programs write to standard error, line by line; null drops it. Its end stands in error messages in either case.</summary>
    public TextWriter? Messages { get; init; }

    /// <summary>What time-outs and costs are read from.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Command)) throw new SparseEvalException("The command is empty. Give what to start, such as 'python3 run.py'.");
        if (Concurrency < 1) throw new SparseEvalException($"Concurrency is {Concurrency.ToString(CultureInfo.InvariantCulture)}; give at least 1.");
        if (Timeout <= TimeSpan.Zero) throw new SparseEvalException($"A time-out of {Timeout} leaves no time to answer. Give more than 0.");
        if (WorkingFolder is { } folder && !Directory.Exists(folder)) throw new SparseEvalException($"The command's folder '{folder}' does not exist.");
    }
}

/// <summary>How a command's processes and items go together.</summary>
public enum CommandMode
{
    /// <summary>One long-lived process: items go in as there is room, answers come back in any order, and its input ends when nothing is left to ask.</summary>
    Stream,

    /// <summary>A process for each item, which gets one line and the end of its input.</summary>
    PerItem,
}
