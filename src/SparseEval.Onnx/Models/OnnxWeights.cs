namespace SparseEval.Onnx;

/// <summary>Counts a graph's weights by element type and names the files that hold them, reading the structure and skipping the numbers.</summary>
/// <remarks>
/// ONNX is protobuf: ModelProto.graph is field 7, GraphProto.initializer field 5, TensorProto.dims field 1, data_type field 2 and external_data
/// field 13, whose entries have key (1) and value (2) (onnx.proto3).
/// </remarks>
internal sealed class OnnxWeights
{
    private readonly Dictionary<TensorType, long> _elements = [];
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private bool _packed;

    /// <summary>Files beside the graph in which weights lie, relative to its folder, in ordinal order.</summary>
    public IReadOnlyCollection<string> Files => _files;

    /// <summary>Number of floating-point and quantised weights; index tensors are not counted.</summary>
    public long Parameters => _elements.Where(e => IsWeight(e.Key)).Sum(e => e.Value);

    /// <summary>Type of most weights, as it stands in records: fp32, fp16, bf16, fp64, int8, int4.</summary>
    public string Precision => _elements.Where(e => IsWeight(e.Key)).OrderByDescending(e => e.Value).ThenBy(e => e.Key).Select(e => e.Key).FirstOrDefault() switch
    {
        TensorType.Float32 => "fp32",
        TensorType.Float16 => "fp16",
        TensorType.BFloat16 => "bf16",
        TensorType.Float64 => "fp64",
        TensorType.Int8 or TensorType.UInt8 => "int8",
        TensorType.Int4 or TensorType.UInt4 => "int4",
        _ => "unknown",
    };

    /// <summary>Reads a file; one that is not ONNX counts nothing, since the runtime reports it better.</summary>
    public static OnnxWeights Read(string path)
    {
        var weights = new OnnxWeights();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 14);
        try
        {
            ProtoStream.ReadMessage(stream, stream.Length, (field, end) =>
            {
                if (field != 7) return false;
                ProtoStream.ReadMessage(stream, end, (inner, innerEnd) => inner == 5 ? weights.ReadTensor(stream, innerEnd) : inner == 1 && weights.ReadNode(stream, innerEnd));
                weights.Unpack();
                return true;
            });
        }
        catch (EndOfStreamException)
        {
            weights._elements.Clear();
            weights._files.Clear();
        }
        return weights;
    }

    // Index tensors and the booleans of an exported causal mask are constants, not weights.
    private static bool IsWeight(TensorType type) => type is not (TensorType.None or TensorType.Int32 or TensorType.Int64 or TensorType.Bool) && Enum.IsDefined(type);

    private bool ReadTensor(Stream stream, long end)
    {
        var (elements, type) = (1L, TensorType.None);
        ProtoStream.ReadMessage(stream, end, (field, nestedEnd) =>
        {
            if (field == 13) ReadPlace(stream, nestedEnd);
            else if (field == 1) while (stream.Position < nestedEnd) elements *= (long)ProtoStream.ReadVarint(stream); // dims as a packed list
            else return false;
            return true;
        }, (field, number) =>
        {
            if (field == 1) elements *= (long)number;
            if (field == 2) type = (TensorType)(int)number;
        });
        _elements[type] = _elements.GetValueOrDefault(type) + elements;
        return true;
    }

    /// <summary>MatMulNBits packs weights of 4 bits by twos into bytes (its attribute <c>bits</c> is 4 where it is not given).</summary>
    private bool ReadNode(Stream stream, long end)
    {
        var (packs, bits) = (false, 4UL);
        ProtoStream.ReadMessage(stream, end, (field, nestedEnd) =>
        {
            if (field == 4)
            {
                packs = ProtoStream.ReadText(stream, nestedEnd) == "MatMulNBits";
                return true;
            }
            if (field != 5) return false;
            var (name, value) = ("", 0UL);
            ProtoStream.ReadMessage(stream, nestedEnd, (inner, innerEnd) => inner == 1 && (name = ProtoStream.ReadText(stream, innerEnd)).Length > 0, (inner, number) => value = inner == 3 ? number : value);
            if (name == "bits") bits = value;
            return true;
        });
        _packed |= packs && bits == 4;
        return true;
    }

    private void Unpack()
    {
        if (_packed && _elements.Remove(TensorType.UInt8, out var bytes)) _elements[TensorType.UInt4] = _elements.GetValueOrDefault(TensorType.UInt4) + (2 * bytes);
    }

    private void ReadPlace(Stream stream, long end)
    {
        var (key, value) = ("", "");
        ProtoStream.ReadMessage(stream, end, (field, nestedEnd) =>
        {
            if (field is not (1 or 2)) return false;
            if (field == 1) key = ProtoStream.ReadText(stream, nestedEnd);
            else value = ProtoStream.ReadText(stream, nestedEnd);
            return true;
        });
        if (key == "location") _files.Add(value);
    }
}
