namespace SparseEval.Cli.Output.Jobs;

/// <summary>One line of a report for CI: a run, a gate of a benchmark, a pair of models.</summary>
internal sealed record JobCase
{
    /// <summary>What it is about, usually the benchmark.</summary>
    public required string Suite { get; init; }

    /// <summary>Which case of it.</summary>
    public required string Name { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>In one word: GO, NO-GO, INCONCLUSIVE, better, done.</summary>
    public required string Verdict { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The estimate, or null.</summary>
    public required double? Value { get; init; }

    public required ConfidenceInterval? Interval { get; init; }

    public required int Items { get; init; }

    /// <summary>Items without a score beside <see cref="Items"/>; they were not saved.</summary>
    public int Unscored { get; init; }

    public int Saved => Population - Items - Unscored;

    public required int Population { get; init; }

    /// <summary>What the value is held against, or null.</summary>
    public double? Bound { get; init; }

    /// <summary>Engine time, or null where nothing ran.</summary>
    public double? Seconds { get; init; }

    /// <summary>More to know, by name.</summary>
    public IReadOnlyList<(string Name, string Text)> Properties { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
