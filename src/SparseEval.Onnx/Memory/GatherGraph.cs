using System.Globalization;

namespace SparseEval.Onnx;

/// <summary>
/// A graph that picks positions out of key/values by their places: for each past tensor, those of all sources are laid out as cells of one head's width,
/// one source after another, and the cells whose numbers are given make the new tensor.
/// </summary>
/// <param name="past">The tensors.</param>
/// <param name="sources">How many key/values are picked from.</param>
internal sealed class GatherGraph(IReadOnlyList<PastTensor> past, int sources)
{
    /// <summary>Tensors of equal blocks and heads share their places: one input of int32 [.., rows, heads, length] for each of these.</summary>
    public IReadOnlyList<(int Blocks, int Heads)> Kinds { get; } = [.. past.Select(p => (p.Blocks, p.Heads)).Distinct()];

    /// <summary>Places by kind, then the first source's tensors, then the next's.</summary>
    public IReadOnlyList<string> Inputs => [.. Kinds.Select(Places), .. Enumerable.Range(0, sources).SelectMany(s => past.Select((_, i) => Source(s, i)))];

    public IReadOnlyList<string> Outputs => [.. past.Select((_, i) => $"picked.{i}")];

    public ReadOnlyMemory<byte> Write()
    {
        // IR version 8 and opset 13, which every runtime since 2020 knows.
        var header = new ProtoWriter().Number(1, 8).Message(8, new ProtoWriter().Number(2, 13)).Message(7, new ProtoWriter().Text(2, "gather"));
        var graph = OnnxGraph.Read(header.Written);
        foreach (var kind in Kinds) graph.Inputs.Add(OnnxGraph.Value(Places(kind), TensorType.Int32, Dimensions("place", kind.Blocks == 1 ? 3 : 4)));
        foreach (var width in past.Select(p => p.HeadWidth).Distinct()) graph.AddConstant(Cells(width), -1, width);
        for (var source = 0; source < sources; source++)
            for (var i = 0; i < past.Count; i++)
                graph.Inputs.Add(OnnxGraph.Value(Source(source, i), past[i].Type, [.. Dimensions($"source{source}", past[i].Blocks == 1 ? 3 : 4), $"{past[i].HeadWidth}"]));
        for (var i = 0; i < past.Count; i++) Pick(graph, i);
        return graph.Write();
    }

    private void Pick(OnnxGraph graph, int i)
    {
        var cells = Enumerable.Range(0, sources).Select(s => $"cells.{s}.{i}").ToArray();
        for (var s = 0; s < sources; s++) graph.Nodes.Add(new OnnxNode("Reshape", [Source(s, i), Cells(past[i].HeadWidth)], [cells[s]]));
        if (sources > 1) graph.Nodes.Add(new OnnxNode("Concat", cells, [$"cells.{i}"], attributes: OnnxNode.Attribute("axis", 0)));
        graph.Nodes.Add(new OnnxNode("Gather", [sources > 1 ? $"cells.{i}" : cells[0], Places((past[i].Blocks, past[i].Heads))], [$"picked.{i}"], attributes: OnnxNode.Attribute("axis", 0)));
        graph.Outputs.Add(OnnxGraph.Value($"picked.{i}", past[i].Type, [.. Dimensions("place", past[i].Blocks == 1 ? 3 : 4), $"{past[i].HeadWidth}"]));
    }

    private static string[] Dimensions(string name, int count) => [.. Enumerable.Range(0, count).Select(d => $"{name}.{d.ToString(CultureInfo.InvariantCulture)}")];

    private static string Places((int Blocks, int Heads) kind) => $"places.{kind.Blocks}.{kind.Heads}";

    private static string Source(int source, int tensor) => $"source{source}.{tensor}";

    private static string Cells(int width) => $"shape.{width}";
}
