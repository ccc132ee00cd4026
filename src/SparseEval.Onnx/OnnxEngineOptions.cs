using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>How a model is opened and run.</summary>
public sealed record OnnxEngineOptions
{
    /// <summary>A folder with model.onnx and config.json, or the path of an .onnx file with config.json beside it.</summary>
    public required string ModelPath { get; init; }

    /// <summary>
    /// Execution providers in the order in which they are tried: <c>cuda</c>, <c>webgpu</c>, <c>cpu</c>. The first that really runs the model is
    /// used. Exactly one name means that one or an <see cref="EngineException"/>.
    /// </summary>
    public IReadOnlyList<string> Providers { get; init; } = ["cuda", "webgpu", "cpu"];

    /// <summary>
    /// Which of the folder's graphs is opened, by the end of its file's name: <c>fp16</c>, <c>int8</c>, <c>q4</c> and the like are <c>model_fp16.onnx</c>; <c>fp32</c> is the one without
    /// an ending. Null, the default, takes that one too.
    /// </summary>
    public string? Precision { get; init; }

    /// <summary>
    /// Most bytes of a session's memory pool, weights included, a draft model's apart; null, the default, for no limit. <c>cpu</c> and <c>cuda</c> keep it, <c>webgpu</c> is then not taken.
    /// A batch that does not fit is halved.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>CPU threads inside an operator; 0, the default, takes one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// GPUs by their number, one session each, among which batches are divided; default the first alone. On <c>cpu</c> the numbers mean nothing, and sessions share the
    /// threads.
    /// </summary>
    public IReadOnlyList<int> Devices { get; init; } = [0];

    /// <summary>Most tokens in the first pass of a batch, padding included and a beginning that many share left out; at least 1. A longer item runs alone.</summary>
    public int TokenBudget { get; init; } = 512;

    /// <summary>Most rows that run together, at least 1: items of a batch, and of a batch of texts, which holds several times as many, those that run at once.</summary>
    public int MaxBatch { get; init; } = 16;

    /// <summary>
    /// A smaller model with the same tokens that guesses ahead when texts are generated, or null, the default. Texts stay those of the model; only greedy
    /// ones can be asked for.
    /// </summary>
    public string? DraftModelPath { get; init; }

    /// <summary>Most tokens that the draft model guesses at a time, 1 to 16.</summary>
    public int DraftTokens { get; init; } = 4;

    /// <summary>Whether key/values stay on the device: null, the default, where the provider can; for measuring the other way.</summary>
    internal bool? KeyValuesOnDevice { get; init; }

    /// <exception cref="SparseEvalException">A value is out of its range.</exception>
    internal void Validate()
    {
        SessionPlace.Validate(Threads, MemoryLimit);
        if (Devices.Count is 0 or > 64 || Devices.Any(d => d < 0) || Devices.Distinct().Count() < Devices.Count)
            throw new SparseEvalException($"Devices are '{string.Join(",", Devices)}'; give 1 to 64 different numbers from 0 up.");
        if (TokenBudget < 1) throw new SparseEvalException($"TokenBudget is {TokenBudget}; at least 1 token is needed.");
        if (DraftTokens is < 1 or > 16) throw new SparseEvalException($"DraftTokens is {DraftTokens}; give 1 to 16.");
        if (MaxBatch < 1) throw new SparseEvalException($"MaxBatch is {MaxBatch}; at least 1 item is needed.");
    }
}
