using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>What a comparison of two or more models came to.</summary>
public sealed record ComparisonFindings
{
    /// <summary>Name of the benchmark.</summary>
    public required string Benchmark { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the shared items stand for, in a phrase.</summary>
    public required string Basis { get; init; }

    /// <summary>What the levels of several pairs mean together, in a phrase.</summary>
    public required string Levels { get; init; }

    /// <summary>Difference that does not matter, in [0, 1); 0 for none.</summary>
    public required double Margin { get; init; }

    /// <summary>Items that all models share.</summary>
    public required int Items { get; init; }

    /// <summary>Items of the benchmark.</summary>
    public required int Population { get; init; }

    /// <summary>Two or more, in the order in which they were given.</summary>
    public required IReadOnlyList<RankedModel> Models { get; init; }

    /// <summary>All pairs, the earlier model first.</summary>
    public required IReadOnlyList<ComparedModels> Pairs { get; init; }

    /// <summary>How the interval of a pair that ran until it was decided narrowed; else empty.</summary>
    public IReadOnlyList<WatchedMoment> Path { get; init; } = [];

    /// <summary>Of two models, the items with both scores; else empty.</summary>
    public IReadOnlyList<PairedScore> Scores { get; init; } = [];

    /// <summary>Runs that were compared, where they are known.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];
}
