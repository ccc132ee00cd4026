using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Tells items that cannot be run, each too long for the graph, say, from an engine that runs nothing any more (a lost device).</summary>
/// <param name="provider">As messages name it.</param>
/// <param name="stillRuns">Whether what ran at opening still runs; asked where nothing of a batch did.</param>
internal sealed class EngineFaults(string provider, Func<bool> stillRuns)
{
    /// <exception cref="EngineException">It is the engine.</exception>
    public void Require(EncodedRequest[] items, Answer[] answers)
    {
        if (Array.TrueForAll(answers, a => a.Fault is { IsOutOfMemory: false }) && !stillRuns())
            throw new EngineException($"ONNX Runtime stopped on provider '{provider}' with items '{items[0].Request.ItemId}' to '{items[^1].Request.ItemId}': {answers[^1].Fault!.Message}", answers[^1].Fault!);
    }
}
