using System.Runtime.InteropServices;
using static SparseEval.Onnx.Tests.GraphEdits;

namespace SparseEval.Onnx.Tests;

/// <summary>
/// A decoder of one layer as onnxruntime-genai's model builder writes them: GroupQueryAttention with rotary positions, fewer heads of keys and
/// values, no position_ids; weights of 32, 8 or 4 bits, drawn at random with a seed.
/// </summary>
internal static class TinyGenAi
{
    private const int Vocabulary = 256, Width = 64, KeyWidth = 32, Positions = 512;

    public const string Config = """
        { "model": { "type": "tiny", "bos_token_id": 1, "eos_token_id": [10, 11], "context_length": 512, "vocab_size": 256, "tokenizer_class": "bytes",
          "decoder": { "filename": "tiny.onnx", "head_size": 16, "hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2, "num_hidden_layers": 1,
            "inputs": { "input_ids": "input_ids", "attention_mask": "attention_mask", "past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value" },
            "outputs": { "logits": "logits", "present_key_names": "present.%d.key", "present_value_names": "present.%d.value" } } } }
        """;

    /// <summary>A new folder with genai_config.json and the graph.</summary>
    public static string Write(string precision)
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-genai-").FullName;
        File.WriteAllText(Path.Combine(folder, "genai_config.json"), Config);
        File.WriteAllBytes(Path.Combine(folder, "tiny.onnx"), Graph(precision).Write().ToArray());
        return folder;
    }

    private static OnnxGraph Graph(string precision)
    {
        // IR version 8; opset 17 of ONNX's own operators and 1 of Microsoft's.
        var header = new ProtoWriter().Number(1, 8).Message(8, new ProtoWriter().Text(1, "").Number(2, 17)).Message(8, new ProtoWriter().Text(1, "com.microsoft").Number(2, 1));
        var graph = OnnxGraph.Read(header.Message(7, new ProtoWriter().Text(2, "tiny")).Written);
        graph.Inputs.AddRange([OnnxGraph.Value("input_ids", TensorType.Int64, "batch", "sequence"), OnnxGraph.Value("attention_mask", TensorType.Int64, "batch", "total")]);
        foreach (var part in (string[])["key", "value"])
        {
            graph.Inputs.Add(OnnxGraph.Value($"past_key_values.0.{part}", TensorType.Float32, "batch", "kv_heads", "past", "head"));
            graph.Outputs.Add(OnnxGraph.Value($"present.0.{part}", TensorType.Float32, "batch", "2", "total", "16"));
        }
        graph.Outputs.Add(OnnxGraph.Value("logits", TensorType.Float32, "batch", "sequence", $"{Vocabulary}"));
        Random random = new(17);
        Floats(graph, "embed", [Vocabulary, Width], Draw(random, Vocabulary * Width, 1));
        graph.Nodes.Add(Node("Gather", ["embed", "input_ids"], ["x"], OnnxNode.Attribute("axis", 0)));
        foreach (var (name, width) in new[] { ("query", Width), ("key", KeyWidth), ("value", KeyWidth) }) Linear(graph, random, precision, "x", name, width);
        Attention(graph);
        Linear(graph, random, precision, "attended", "mixed", Width);
        graph.Nodes.Add(Node("Add", ["x", "mixed"], ["y"]));
        Linear(graph, random, precision, "y", "logits", Vocabulary);
        return graph;
    }

    private static void Attention(OnnxGraph graph)
    {
        graph.AddConstant("one", 1);
        var angles = Enumerable.Range(0, Positions).SelectMany(p => Enumerable.Range(0, 8).Select(i => p / Math.Pow(10_000, i / 8.0))).ToArray();
        Floats(graph, "cosines", [Positions, 8], [.. angles.Select(a => (float)Math.Cos(a))]);
        Floats(graph, "sines", [Positions, 8], [.. angles.Select(a => (float)Math.Sin(a))]);
        graph.AddTensor("axis.one", TensorType.Int64, [], BitConverter.GetBytes(1L));
        graph.Nodes.AddRange(
        [
            Node("ReduceSum", ["attention_mask", "one"], ["seen"]), Node("Sub", ["seen", "one"], ["last"]), Cast("last", "lengths", TensorType.Int32),
            Node("Shape", ["attention_mask"], ["mask.shape"]), Node("Gather", ["mask.shape", "axis.one"], ["total"], OnnxNode.Attribute("axis", 0)), Cast("total", "total.int", TensorType.Int32),
            new OnnxNode("GroupQueryAttention", ["query", "key", "value", "past_key_values.0.key", "past_key_values.0.value", "lengths", "total.int", "cosines", "sines"],
                ["attended", "present.0.key", "present.0.value"], "com.microsoft",
                OnnxNode.Attribute("num_heads", 4), OnnxNode.Attribute("kv_num_heads", 2), OnnxNode.Attribute("do_rotary", 1)),
        ]);
    }

    private static void Linear(OnnxGraph graph, Random random, string precision, string from, string to, int width)
    {
        var (name, draw) = ("weight." + to, Draw(random, Width * width, 0.5));
        switch (precision)
        {
            case "int4":
                var packed = new byte[Width * width / 2];
                random.NextBytes(packed);
                graph.AddTensor(name, TensorType.UInt8, [width, 2, 16], packed);
                Floats(graph, name + ".scales", [width * 2], [.. draw.Take(width * 2).Select(d => 0.05f + Math.Abs(d) / 10)]);
                graph.Nodes.Add(new OnnxNode("MatMulNBits", [from, name, name + ".scales"], [to], "com.microsoft",
                    OnnxNode.Attribute("K", Width), OnnxNode.Attribute("N", width), OnnxNode.Attribute("bits", 4), OnnxNode.Attribute("block_size", 32)));
                break;
            case "int8":
                graph.AddTensor(name, TensorType.Int8, [Width, width], MemoryMarshal.AsBytes(draw.Select(d => (sbyte)Math.Round(d * 100)).ToArray().AsSpan()));
                Floats(graph, name + ".scale", [], [0.01f]);
                graph.Nodes.AddRange(
                [
                    Node("DynamicQuantizeLinear", [from], [to + ".q", to + ".scale", to + ".zero"]), Node("MatMulInteger", [to + ".q", name, to + ".zero"], [to + ".sums"]),
                    Cast(to + ".sums", to + ".float", TensorType.Float32), Node("Mul", [to + ".scale", name + ".scale"], [to + ".step"]), Node("Mul", [to + ".float", to + ".step"], [to]),
                ]);
                break;
            default:
                Floats(graph, name, [Width, width], draw);
                graph.Nodes.Add(Node("MatMul", [from, name], [to]));
                break;
        }
    }

    private static void Floats(OnnxGraph graph, string name, long[] shape, float[] values) => graph.AddTensor(name, TensorType.Float32, shape, MemoryMarshal.AsBytes(values.AsSpan()));

    private static float[] Draw(Random random, int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 2 * scale))];
}
