using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>
/// A model's graph, taken apart as far as nodes, inputs and outputs, to be changed and put together again. Shapes noted for tensors between nodes are
/// left out, since a change may make them wrong (onnx.proto3: ModelProto, GraphProto, NodeProto, ValueInfoProto, TensorProto).
/// </summary>
internal sealed class OnnxGraph
{
    private const int GraphField = 7, NodeField = 1, InitializerField = 5, InputField = 11, OutputField = 12, ShapeField = 13;

    private readonly List<ReadOnlyMemory<byte>> _model = [], _rest = [];

    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>ValueInfoProto messages.</summary>
    public List<ReadOnlyMemory<byte>> Inputs { get; } = [];

    /// <summary>ValueInfoProto messages.</summary>
    public List<ReadOnlyMemory<byte>> Outputs { get; } = [];

    /// <summary>Names of the weights and other constants that lie in the graph.</summary>
    public HashSet<string> Initializers { get; } = [];

    /// <exception cref="InvalidDataException">It is no ONNX model.</exception>
    public static OnnxGraph Read(ReadOnlyMemory<byte> file)
    {
        var graph = new OnnxGraph();
        foreach (var field in ProtoField.Of(file))
        {
            if (field.Number != GraphField) graph._model.Add(field.Raw);
            else foreach (var inner in ProtoField.Of(field.Content)) graph.Add(inner);
        }
        return graph;
    }

    public ReadOnlyMemory<byte> Write()
    {
        var weights = _rest.Sum(r => (long)r.Length);
        var content = new ProtoWriter(checked((int)(weights + 65_536)));
        foreach (var node in Nodes) content.Message(NodeField, node.Write());
        foreach (var rest in _rest) content.Raw(rest);
        foreach (var input in Inputs) content.Bytes(InputField, input.Span);
        foreach (var output in Outputs) content.Bytes(OutputField, output.Span);
        var model = new ProtoWriter(checked(content.Written.Length + 65_536));
        foreach (var field in _model) model.Raw(field);
        return model.Message(GraphField, content).Written;
    }

    /// <summary>Adds a list of whole numbers as a constant.</summary>
    public void AddConstant(string name, params ReadOnlySpan<long> values) =>
        AddTensor(name, TensorType.Int64, [values.Length], MemoryMarshal.AsBytes(values));

    /// <summary>Adds a constant by its bytes, in the machine's (little-endian) order.</summary>
    public void AddTensor(string name, TensorType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> bytes)
    {
        var tensor = new ProtoWriter();
        foreach (var dimension in shape) tensor.Number(1, dimension);
        tensor.Number(2, (int)type).Text(8, name).Bytes(9, bytes);
        _rest.Add(new ProtoWriter().Message(InitializerField, tensor).Written);
        Initializers.Add(name);
    }

    /// <summary>A ValueInfoProto of a tensor; a dimension that is no number is a name.</summary>
    public static ReadOnlyMemory<byte> Value(string name, TensorType type, params ReadOnlySpan<string> shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
            dimensions.Message(1, long.TryParse(dimension, out var size) ? new ProtoWriter().Number(1, size) : new ProtoWriter().Text(2, dimension));
        var tensor = new ProtoWriter().Number(1, (int)type).Message(2, dimensions);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor)).Written;
    }

    /// <summary>The name in a ValueInfoProto.</summary>
    public static string Name(ReadOnlyMemory<byte> value) => ProtoField.Of(value).First(f => f.Number == 1).Text;

    private void Add(ProtoField field)
    {
        switch (field.Number)
        {
            case NodeField: Nodes.Add(OnnxNode.Read(field.Content)); break;
            case InputField: Inputs.Add(field.Content); break;
            case OutputField: Outputs.Add(field.Content); break;
            case ShapeField: break;
            default:
                if (field.Number == InitializerField) Initializers.Add(ProtoField.Of(field.Content).First(f => f.Number == 8).Text);
                _rest.Add(field.Raw);
                break;
        }
    }
}
