namespace SparseEval.Cli.Composition.Shared;

/// <summary>What is asked of given results.</summary>
internal sealed record SharedAim
{
    /// <summary>What --inference names; null for that of the records.</summary>
    public InferenceTarget? Target { get; init; }

    /// <summary>What --estimand names; null for the item-weighted score.</summary>
    public Estimand? Estimand { get; init; }

    /// <summary>Field of scores files whose groups share luck, or null.</summary>
    public string? Cluster { get; init; }

    /// <summary>Takes a scores file of some of the items for a simple random sample.</summary>
    public bool AssumeRandom { get; init; }
}
