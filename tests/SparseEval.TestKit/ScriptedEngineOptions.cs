using SparseEval.Evaluation;

namespace SparseEval.TestKit;

/// <summary>How a <see cref="ScriptedEngine"/> behaves.</summary>
public sealed record ScriptedEngineOptions
{
    /// <summary>Name of the model.</summary>
    public string Model { get; init; } = "scripted";

    /// <summary>Stands for the hash of the model's files.</summary>
    public string ModelHash { get; init; } = "scripted-1";

    /// <summary>Items in a batch.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>How long a batch takes beyond its own work.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The engine as a whole fails when this many batches have run.</summary>
    public int? FailsAfterBatches { get; init; }

    /// <summary>Every finished batch's item ids are appended here, a line each, flushed to the system.</summary>
    public string? LogPath { get; init; }

    /// <summary>What a request costs, in truth; default <see cref="ScriptedEngine.ActualCost"/>.</summary>
    public Func<EngineRequest, ComputeCost> Actual { get; init; } = ScriptedEngine.ActualCost;

    /// <summary>What a request is predicted to cost; default <see cref="ScriptedEngine.PredictedCost"/>.</summary>
    public Func<EngineRequest, ComputeCost> Predicted { get; init; } = ScriptedEngine.PredictedCost;

    /// <summary>Called when a batch starts.</summary>
    public Action<EngineBatch>? OnBatch { get; init; }
}
