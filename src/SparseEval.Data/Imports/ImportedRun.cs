namespace SparseEval.Data;

/// <summary>What one model did on one task, as a source has it.</summary>
public sealed record ImportedRun
{
    /// <summary>The importer's name.</summary>
    public required string Format { get; init; }

    /// <summary>The importer's version.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The task or benchmark, or empty where the source names none.</summary>
    public required string Task { get; init; }

    /// <summary>What the scores are.</summary>
    public required string Metric { get; init; }

    /// <summary>The replicate that the whole source is, such as "rs0", or null.</summary>
    public string? Replicate { get; init; }

    /// <summary>One an item, in the order of first appearance.</summary>
    public required IReadOnlyList<ImportedScore> Scores { get; init; }

    /// <summary>Questions and fields, of those items of which the source has any.</summary>
    public IReadOnlyDictionary<string, Item> Items { get; init; } = new Dictionary<string, Item>();

    /// <summary>Scores that the source states, beside those of the items.</summary>
    public IReadOnlyList<ImportedAggregate> Aggregates { get; init; } = [];

    /// <summary>Items that are there without a score, by reason.</summary>
    public IReadOnlyDictionary<string, int> Missing { get; init; } = new Dictionary<string, int>();

    /// <summary>Rows of the source that were left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; init; } = new Dictionary<string, int>();

    /// <summary>What is to be known about it: partial files, interrupted runs, stated scores that differ.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Files beside it that gave no scores, by reason; the first run of a folder names those of the whole folder.</summary>
    public IReadOnlyList<SkippedFiles> Skipped { get; init; } = [];

    /// <summary>The files that were read.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init; }

    /// <summary>Items with a score.</summary>
    public int Scored => Scores.Count(score => score.Score is not null);

    /// <summary>Mean of the items that have a score; null where none has.</summary>
    public double? MeanScore => Scores.Average(score => score.Score);
}
