namespace SparseEval.Onnx;

/// <summary>ONNX Runtime answered with an error status; the message is its own.</summary>
internal sealed class OrtException(int code, string message) : Exception(message)
{
    private static readonly string[] MemoryWords =
        ["out of memory", "OUT_OF_MEMORY", "Failed to allocate memory", "bad_alloc", "bad allocation", "OutOfMemory", "is smaller than requested bytes", "CUDNN_STATUS_ALLOC_FAILED", "CUBLAS_STATUS_ALLOC_FAILED"];

    /// <summary>OrtErrorCode.</summary>
    public int Code { get; } = code;

    /// <summary>The model file is at fault, whatever the provider: no such file (3), no model (4), invalid protobuf (7), invalid graph (10).</summary>
    public bool IsModelFault => Code is 3 or 4 or 7 or 10;

    /// <summary>A smaller batch may work. There is no code for this, so the message decides.</summary>
    public bool IsOutOfMemory => IsOutOfMemoryMessage(Message);

    public static bool IsOutOfMemoryMessage(string message) =>
        MemoryWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
