using System.Runtime.InteropServices;

namespace SparseEval.Onnx.Tests;

/// <summary>
/// A model in 8 bits as ONNX Runtime's dynamic quantisation writes it: products with constant weights become MatMulInteger over int8 weights, a scale a column, and activations that
/// DynamicQuantizeLinear rounds as they come; an embedding is looked up in int8 and dequantised after.
/// </summary>
internal static class QuantizedModel
{
    private const int GraphField = 7, InitializerField = 5;

    public static byte[] Of(byte[] model)
    {
        var nodes = OnnxGraph.Read(model).Nodes;
        var columns = nodes.Where(n => n.OpType == "MatMul").Select(n => n.Inputs[1]).ToHashSet();
        var tables = nodes.Where(n => n.OpType == "Gather").Select(n => n.Inputs[0]).ToHashSet();
        var quantized = new HashSet<string>();
        var file = new ProtoWriter();
        foreach (var field in ProtoField.Of(model))
        {
            if (field.Number != GraphField)
            {
                file.Raw(field.Raw);
                continue;
            }
            var graph = new ProtoWriter();
            foreach (var inner in ProtoField.Of(field.Content))
            {
                if (inner.Number == InitializerField && Matrix(inner, columns, tables) is var (name, rows, values)) Write(graph, name, rows, values, columns.Contains(name), quantized);
                else graph.Raw(inner.Raw);
            }
            file.Message(GraphField, graph);
        }
        var changed = OnnxGraph.Read(file.Written);
        for (var i = changed.Nodes.Count - 1; i >= 0; i--) Replace(changed.Nodes, i, quantized);
        return changed.Write().ToArray();
    }

    private static (string Name, int Rows, float[] Values)? Matrix(ProtoField initializer, HashSet<string> columns, HashSet<string> tables)
    {
        var fields = ProtoField.Of(initializer.Content).ToList();
        var (name, dimensions, raw) = (fields.First(f => f.Number == 8).Text, fields.Where(f => f.Number == 1).ToList(), fields.Find(f => f.Number == 9));
        if (fields.First(f => f.Number == 2).Value != (int)TensorType.Float32 || dimensions.Count != 2 || raw.Number != 9 || !(columns.Contains(name) || tables.Contains(name))) return null;
        return (name, (int)dimensions[0].Value, MemoryMarshal.Cast<byte, float>(raw.Content.Span).ToArray());
    }

    private static void Write(ProtoWriter graph, string name, int rows, float[] values, bool byColumn, HashSet<string> quantized)
    {
        var width = values.Length / rows;
        var scales = new float[byColumn ? width : 1];
        for (var i = 0; i < values.Length; i++) scales[i % scales.Length] = Math.Max(scales[i % scales.Length], Math.Abs(values[i]) / 127);
        var bytes = values.Select((v, i) => (sbyte)Math.Round(scales[i % scales.Length] == 0 ? 0 : v / scales[i % scales.Length])).ToArray();
        graph.Message(InitializerField, new ProtoWriter().Number(1, rows).Number(1, width).Number(2, (int)TensorType.Int8).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(bytes.AsSpan())));
        var scale = new ProtoWriter();
        if (byColumn) scale.Number(1, width);
        graph.Message(InitializerField, scale.Number(2, (int)TensorType.Float32).Text(8, name + ".scale").Bytes(9, MemoryMarshal.AsBytes(scales.AsSpan())));
        quantized.Add(name);
    }

    private static void Replace(List<OnnxNode> nodes, int at, HashSet<string> quantized)
    {
        var node = nodes[at];
        var to = node.Outputs[0];
        if (node.OpType == "Gather" && quantized.Contains(node.Inputs[0]))
        {
            node.Outputs[0] = to + ".int8";
            nodes.Insert(at + 1, new OnnxNode("DequantizeLinear", [to + ".int8", node.Inputs[0] + ".scale"], [to]));
        }
        if (node.OpType != "MatMul" || !quantized.Contains(node.Inputs[1])) return;
        var (from, weights) = (node.Inputs[0], node.Inputs[1]);
        nodes.RemoveAt(at);
        nodes.InsertRange(at,
        [
            new OnnxNode("DynamicQuantizeLinear", [from], [to + ".q", to + ".q.scale", to + ".q.zero"]),
            new OnnxNode("MatMulInteger", [to + ".q", weights, to + ".q.zero"], [to + ".sums"]),
            new OnnxNode("Cast", [to + ".sums"], [to + ".float"], attributes: OnnxNode.Attribute("to", (int)TensorType.Float32)),
            new OnnxNode("Mul", [to + ".q.scale", weights + ".scale"], [to + ".step"]),
            new OnnxNode("Mul", [to + ".float", to + ".step"], [to]),
        ]);
    }
}
