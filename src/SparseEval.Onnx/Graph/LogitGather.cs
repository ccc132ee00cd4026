namespace SparseEval.Onnx;

/// <summary>
/// Makes a decoder work out logits only where they are wanted: a new input lists rows of [batch x sequence], and the last hidden states of these
/// alone go through the output layer, or, where that layer is not recognised, their logits alone leave the graph. The output becomes [1, rows,
/// vocabulary].
/// </summary>
internal static class LogitGather
{
    /// <summary>The added input, int64 [rows]: row x sequence + column of each position wanted.</summary>
    public const string Input = "sparseeval.rows";

    private const string Shape = "sparseeval.flat_shape";

    private static readonly HashSet<string> PerElement = ["Cast", "Identity", "Add", "Sub", "Mul", "Div", "Tanh"], Layers = ["MatMul", "MatMulNBits", "FusedMatMul"];

    /// <summary>Changes the graph; false where its logits are no node's output.</summary>
    public static bool Apply(OnnxGraph graph, string logits)
    {
        if (Producer(graph, logits) is not { } producer) return false;
        graph.AddConstant(Shape, 1, -1, 0);
        graph.Inputs.Add(OnnxGraph.Value(Input, TensorType.Int64, Input));
        if (OutputLayer(graph, logits) is { } layer)
        {
            Insert(graph, graph.Nodes.IndexOf(layer), layer.Inputs[0], "sparseeval.hidden");
            layer.Inputs[0] = "sparseeval.hidden";
        }
        else
        {
            producer.Outputs[producer.Outputs.IndexOf(logits)] = "sparseeval.all_logits";
            Insert(graph, graph.Nodes.Count, "sparseeval.all_logits", logits);
            foreach (var node in graph.Nodes.Where(n => n.Inputs.Contains(logits))) node.Inputs[node.Inputs.IndexOf(logits)] = "sparseeval.all_logits";
        }
        return true;
    }

    private static void Insert(OnnxGraph graph, int at, string from, string to) => graph.Nodes.InsertRange(at,
    [
        new OnnxNode("Reshape", [from, Shape], ["sparseeval.flat"]),
        new OnnxNode("Gather", ["sparseeval.flat", Input], [to], attributes: OnnxNode.Attribute("axis", 1)),
    ]);

    /// <summary>The matrix product that makes logits, behind operators that take each number by itself; null where something else stands there.</summary>
    private static OnnxNode? OutputLayer(OnnxGraph graph, string logits)
    {
        var tensor = logits;
        while (Producer(graph, tensor) is { } node && Consumers(graph, tensor) == 1)
        {
            if (Layers.Contains(node.OpType)) return IsConstant(graph, node.Inputs[1], 0) ? node : null;
            var varying = node.Inputs.Where(i => !IsConstant(graph, i, 0)).ToList();
            if (!PerElement.Contains(node.OpType) || varying.Count != 1) return null;
            tensor = varying[0];
        }
        return null;
    }

    private static OnnxNode? Producer(OnnxGraph graph, string tensor) => graph.Nodes.Find(n => n.Outputs.Contains(tensor));

    private static int Consumers(OnnxGraph graph, string tensor) =>
        graph.Nodes.Sum(n => n.Inputs.Count(i => i == tensor)) + graph.Outputs.Count(o => OnnxGraph.Name(o) == tensor);

    /// <summary>Whether a tensor comes from weights alone, through a few operators (transposed, cast, dequantised).</summary>
    private static bool IsConstant(OnnxGraph graph, string tensor, int depth) =>
        tensor.Length == 0 || graph.Initializers.Contains(tensor)
        || (Producer(graph, tensor) is { } node && depth < 5 && node.OpType is "Constant" or "Transpose" or "Cast" or "Identity" or "DequantizeLinear"
            && node.Inputs.All(i => IsConstant(graph, i, depth + 1)));
}
