namespace SparseEval.Onnx;

/// <summary>An input or output of a session.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Element type; None when it is no tensor.</param>
/// <param name="Shape">Dimensions; -1 where the graph leaves one open.</param>
internal sealed record TensorInfo(string Name, TensorType Type, long[] Shape)
{
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape.Select(d => d < 0 ? "?" : $"{d}"))}]";
}

/// <summary>ONNX element types, numbered as the format numbers them.</summary>
internal enum TensorType
{
    None = 0,
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Float64 = 11,
    BFloat16 = 16,
    UInt4 = 21,
    Int4 = 22,
}

internal static class TensorTypes
{
    /// <summary>Bytes of an element; types of less than a byte and texts are not asked for.</summary>
    public static int Bytes(this TensorType type) => type switch
    {
        TensorType.Bool or TensorType.Int8 or TensorType.UInt8 => 1,
        TensorType.Float16 or TensorType.BFloat16 => 2,
        TensorType.Float32 or TensorType.Int32 => 4,
        TensorType.Int64 or TensorType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Its elements have no whole number of bytes."),
    };
}
