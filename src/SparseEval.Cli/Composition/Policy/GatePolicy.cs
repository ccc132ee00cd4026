namespace SparseEval.Cli.Composition.Policy;

/// <summary>A policy file: what each of many benchmarks must reach, and how sure all together are to be.</summary>
internal sealed record GatePolicy(string Path, double Confidence, GateMultiplicity Multiplicity, IReadOnlyList<PolicyEntry> Entries)
{
    /// <summary>All files that it reads.</summary>
    public IEnumerable<string> Inputs => Entries.SelectMany(e => new[] { e.Record, e.Baseline, e.Benchmark, e.History, e.Plan }).OfType<string>().Append(Path);
}

/// <summary>One benchmark of a policy; paths are absolute.</summary>
internal sealed record PolicyEntry(string Name, string Tier, GateCriterion Criterion)
{
    /// <summary>Results that are there, or null for a run.</summary>
    public string? Record { get; init; }

    public string? Baseline { get; init; }

    public string? Benchmark { get; init; }

    public string? History { get; init; }

    public bool AssumeRandom { get; init; }

    /// <summary>Plan of the run.</summary>
    public string? Plan { get; init; }

    /// <summary>Model of the run where it is not the plan's: a file or folder.</summary>
    public string? Model { get; init; }

    /// <summary>The same as it was written: the name at a server or of a program.</summary>
    public string? ModelName { get; init; }

    /// <summary>Model to run beside it, in the place of a baseline's results.</summary>
    public string? BaselineModel { get; init; }

    /// <summary>The same as it was written.</summary>
    public string? BaselineName { get; init; }
}
