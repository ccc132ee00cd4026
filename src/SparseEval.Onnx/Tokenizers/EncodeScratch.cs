namespace SparseEval.Onnx;

/// <summary>What one encoding works with; given back afterwards and used again.</summary>
internal sealed class EncodeScratch
{
    public Pieces Source { get; } = new();

    public Pieces Target { get; } = new();

    public IdList Ids { get; } = new();

    public ModelScratch Model { get; } = new();

    public WordCache Words { get; } = new();
}
