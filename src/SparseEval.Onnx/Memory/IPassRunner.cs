namespace SparseEval.Onnx;

/// <summary>Runs a session, its inputs and outputs in an order that both sides know.</summary>
internal interface IPassRunner : IDisposable
{
    /// <summary>The outputs, which the caller disposes of.</summary>
    OrtHandle[] Run(OrtHandle[] inputs);
}
