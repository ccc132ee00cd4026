using static SparseEval.Onnx.Tests.GraphEdits;

namespace SparseEval.Onnx.Tests;

/// <summary>The weak model in other layouts that exporters write; what it computes stays the same.</summary>
internal static class DecoderVariants
{
    private const int Layers = 2, Heads = 3, HeadWidth = 16;

    public static IReadOnlyDictionary<string, Func<byte[], byte[]>> All { get; } = new Dictionary<string, Func<byte[], byte[]>>
    {
        ["float16 weights, keys, values and logits"] = model => Edit(HalveWeights(model), Halve),
        ["key and value in one tensor"] = model => Edit(model, Fuse),
        ["merged with use_cache_branch"] = model => Edit(model, Merge),
        ["positions from the mask"] = model => Edit(model, PositionsFromMask),
        ["positions from the length"] = model => Edit(model, PositionsFromLength),
    };

    private static string[] Pasts => [.. Enumerable.Range(0, Layers).SelectMany(i => new[] { $"past_key_values.{i}.key", $"past_key_values.{i}.value" })];

    private static string[] Presents => [.. Enumerable.Range(0, Layers).SelectMany(i => new[] { $"present.{i}.key", $"present.{i}.value" })];

    private static void Halve(OnnxGraph graph)
    {
        foreach (var past in Pasts)
        {
            DropInput(graph, past, past + ".wide");
            graph.Inputs.Add(OnnxGraph.Value(past, TensorType.Float16, "batch", $"{Heads}", "past_sequence", $"{HeadWidth}"));
            graph.Nodes.Insert(0, Cast(past, past + ".wide", TensorType.Float32));
        }
        foreach (var output in Presents.Append("logits"))
        {
            DropOutput(graph, output, output + ".wide");
            graph.Nodes.Add(Cast(output + ".wide", output, TensorType.Float16));
            graph.Outputs.Add(output == "logits"
                ? OnnxGraph.Value(output, TensorType.Float16, "batch", "sequence", "256")
                : OnnxGraph.Value(output, TensorType.Float16, "batch", $"{Heads}", "total_sequence", $"{HeadWidth}"));
        }
    }

    private static void Fuse(OnnxGraph graph)
    {
        graph.AddConstant("first", 0);
        for (var layer = 0; layer < Layers; layer++)
        {
            var (past, present) = ($"past_{layer}", $"present_{layer}");
            (string Name, int Index)[] halves = [("key", 0), ("value", 1)];
            foreach (var (half, index) in halves)
            {
                graph.AddTensor($"{past}.at.{index}", TensorType.Int64, [], BitConverter.GetBytes((long)index));
                DropInput(graph, $"past_key_values.{layer}.{half}", $"{past}.{half}");
                graph.Nodes.Insert(0, Node("Gather", [past, $"{past}.at.{index}"], [$"{past}.{half}"], OnnxNode.Attribute("axis", 0)));
                DropOutput(graph, $"present.{layer}.{half}", $"{present}.{half}");
                graph.Nodes.Add(Node("Unsqueeze", [$"{present}.{half}", "first"], [$"{present}.{half}.one"]));
            }
            graph.Nodes.Add(Node("Concat", [$"{present}.key.one", $"{present}.value.one"], [present], OnnxNode.Attribute("axis", 0)));
            graph.Inputs.Add(OnnxGraph.Value(past, TensorType.Float32, "2", "batch", $"{Heads}", "past_sequence", $"{HeadWidth}"));
            graph.Outputs.Add(OnnxGraph.Value(present, TensorType.Float32, "2", "batch", $"{Heads}", "total_sequence", $"{HeadWidth}"));
        }
    }

    /// <summary>One branch reads the past, the other an empty one that it makes itself: given a past and told that there is none, it must not see it.</summary>
    private static void Merge(OnnxGraph graph)
    {
        string[] outputs = ["logits", .. Presents];
        var nodes = graph.Nodes.ToList();
        graph.Nodes.Clear();
        graph.AddConstant("batch.at", 0);
        graph.AddConstant("rest.of.shape", Heads, 0, HeadWidth);
        var cached = nodes.Select(n => Renamed(n, "cached.", outputs, [])).ToList();
        var fresh = nodes.Select(n => Renamed(n, "fresh.", outputs, Pasts)).ToList();
        fresh.InsertRange(0,
        [
            Node("Shape", ["input_ids"], ["ids.shape"]), Node("Gather", ["ids.shape", "batch.at"], ["batch.size"], OnnxNode.Attribute("axis", 0)),
            Node("Concat", ["batch.size", "rest.of.shape"], ["empty.shape"], OnnxNode.Attribute("axis", 0)), Node("ConstantOfShape", ["empty.shape"], ["empty"]),
        ]);
        graph.Inputs.Add(OnnxGraph.Value("use_cache_branch", TensorType.Bool, "1"));
        graph.Nodes.Add(Node("If", ["use_cache_branch"], outputs,
            Subgraph("then_branch", cached, outputs.Select(o => "cached." + o), TensorType.Float32),
            Subgraph("else_branch", fresh, outputs.Select(o => "fresh." + o), TensorType.Float32)));
    }

    /// <summary>A node whose outputs, and inputs that other nodes make, carry a prefix.</summary>
    private static OnnxNode Renamed(OnnxNode node, string prefix, string[] outputs, string[] empty)
    {
        var copy = OnnxNode.Read(node.Write().Written);
        for (var i = 0; i < copy.Outputs.Count; i++) copy.Outputs[i] = Prefixed(copy.Outputs[i]);
        for (var i = 0; i < copy.Inputs.Count; i++) copy.Inputs[i] = empty.Contains(copy.Inputs[i]) ? "empty" : Prefixed(copy.Inputs[i]);
        return copy;

        string Prefixed(string tensor) => tensor.StartsWith('/') || outputs.Contains(tensor) ? prefix + tensor : tensor;
    }

    private static void PositionsFromMask(OnnxGraph graph)
    {
        graph.AddConstant("one", 1);
        graph.AddConstant("zero", 0);
        graph.AddConstant("columns.at", 1);
        graph.AddTensor("axis.one", TensorType.Int64, [], BitConverter.GetBytes(1L));
        graph.AddConstant("far", int.MaxValue);
        DropInput(graph, "position_ids", "own.positions");
        graph.Nodes.InsertRange(0,
        [
            Node("CumSum", ["attention_mask", "axis.one"], ["mask.sums"]), Node("Sub", ["mask.sums", "one"], ["mask.places"]),
            Node("Max", ["mask.places", "zero"], ["mask.positions"]), Node("Shape", ["input_ids"], ["ids.shape"]),
            Node("Gather", ["ids.shape", "columns.at"], ["ids.length"], OnnxNode.Attribute("axis", 0)), Node("Neg", ["ids.length"], ["last.columns"]),
            Node("Slice", ["mask.positions", "last.columns", "far", "columns.at"], ["own.positions"]),
        ]);
    }

    private static void PositionsFromLength(OnnxGraph graph)
    {
        PositionsFromMask(graph);
        // Ones in the place of the mask: every column counts, padding too.
        var sums = graph.Nodes.Find(n => n.OpType == "CumSum")!;
        graph.Nodes.Insert(0, Node("Shape", ["attention_mask"], ["mask.shape"]));
        graph.Nodes.Insert(1, Node("Expand", ["one", "mask.shape"], ["all.ones"]));
        sums.Inputs[0] = "all.ones";
    }
}
