using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Tells an item that cannot be run from an engine that runs nothing any more.</summary>
/// <param name="provider">As messages name it.</param>
internal sealed class EngineFaults(string provider)
{
    /// <summary>Single items that fail one after another before the engine is held to be at fault.</summary>
    private const int OfALostDevice = 3;

    private int _inARow;

    /// <summary>One item may be at fault; where none of several can be run, or nothing has for a while, it is the engine (a lost device).</summary>
    /// <exception cref="EngineException">It is the engine.</exception>
    public void Require(EncodedRequest[] items, Answer[] answers)
    {
        _inARow = Array.TrueForAll(answers, a => a.Fault is { IsOutOfMemory: false }) ? _inARow + answers.Length : 0;
        if (_inARow > 1 && (answers.Length > 1 || _inARow >= OfALostDevice))
            throw new EngineException($"ONNX Runtime stopped on provider '{provider}' with items '{items[0].Request.ItemId}' to '{items[^1].Request.ItemId}': {answers[^1].Fault!.Message}", answers[^1].Fault!);
    }
}
