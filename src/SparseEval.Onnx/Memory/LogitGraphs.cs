namespace SparseEval.Onnx;

/// <summary>
/// Graphs over logits that lie in a provider's memory: rows of them are picked by their numbers, and what is to be known of these rows alone comes out. Softmax is taken as it is on the
/// processor, in float32 and below the row's largest logit, so that a NaN or an infinity anywhere in a row makes its total NaN.
/// </summary>
/// <param name="type">Of the logits.</param>
/// <param name="vocabulary">Logits a row.</param>
internal sealed class LogitGraphs(TensorType type, int vocabulary)
{
    public const string Logits = "logits", Rows = "rows", Cells = "cells", Picked = "picked", Chosen = "chosen", Total = "total", Best = "best";

    private const string Flat = "shape.flat", Line = "shape.line", Axis = "axis";

    /// <summary>From logits and rows: these rows, float32.</summary>
    public ReadOnlyMemory<byte> Fetch()
    {
        var graph = Begin();
        graph.Outputs.Add(OnnxGraph.Value(Picked, TensorType.Float32, "some", $"{vocabulary}"));
        return graph.Write();
    }

    /// <summary>From logits, rows and cells (row among these x vocabulary + token): each cell's logit below the row's largest, and the rows' totals of exp of these.</summary>
    public ReadOnlyMemory<byte> Score()
    {
        var graph = Begin();
        graph.Inputs.Add(OnnxGraph.Value(Cells, TensorType.Int32, "wanted"));
        graph.AddConstant(Line, -1);
        AddTotal(graph);
        graph.Nodes.Add(new OnnxNode("Reshape", ["below", Line], ["line"]));
        graph.Nodes.Add(new OnnxNode("Gather", ["line", Cells], [Chosen], attributes: OnnxNode.Attribute("axis", 0)));
        graph.Outputs.Add(OnnxGraph.Value(Chosen, TensorType.Float32, "wanted"));
        return graph.Write();
    }

    /// <summary>From logits and rows: each row's first largest, and the totals of exp, which are finite where that one is.</summary>
    public ReadOnlyMemory<byte> Likeliest()
    {
        var graph = Begin();
        AddTotal(graph);
        graph.Nodes.Add(new OnnxNode("ArgMax", [Picked], [Best], attributes: [OnnxNode.Attribute("axis", 1), OnnxNode.Attribute("keepdims", 0)]));
        graph.Outputs.Add(OnnxGraph.Value(Best, TensorType.Int64, "some"));
        return graph.Write();
    }

    private OnnxGraph Begin()
    {
        // IR version 8 and opset 13, which every runtime since 2020 knows.
        var graph = OnnxGraph.Read(new ProtoWriter().Number(1, 8).Message(8, new ProtoWriter().Number(2, 13)).Message(7, new ProtoWriter().Text(2, "logits")).Written);
        graph.Inputs.Add(OnnxGraph.Value(Logits, type, "batch", "sequence", $"{vocabulary}"));
        graph.Inputs.Add(OnnxGraph.Value(Rows, TensorType.Int32, "some"));
        graph.AddConstant(Flat, -1, vocabulary);
        graph.Nodes.Add(new OnnxNode("Reshape", [Logits, Flat], ["flat"]));
        graph.Nodes.Add(new OnnxNode("Gather", ["flat", Rows], [type == TensorType.Float32 ? Picked : "narrow"], attributes: OnnxNode.Attribute("axis", 0)));
        if (type != TensorType.Float32) graph.Nodes.Add(new OnnxNode("Cast", ["narrow"], [Picked], attributes: OnnxNode.Attribute("to", (int)TensorType.Float32)));
        return graph;
    }

    private static void AddTotal(OnnxGraph graph)
    {
        graph.AddConstant(Axis, 1);
        graph.Nodes.Add(new OnnxNode("ReduceMax", [Picked], ["largest"], attributes: OnnxNode.Attributes("axes", 1)));
        graph.Nodes.Add(new OnnxNode("Sub", [Picked, "largest"], ["below"]));
        graph.Nodes.Add(new OnnxNode("Exp", ["below"], ["weights"]));
        graph.Nodes.Add(new OnnxNode("ReduceSum", ["weights", Axis], [Total], attributes: OnnxNode.Attribute("keepdims", 0)));
        graph.Outputs.Add(OnnxGraph.Value(Total, TensorType.Float32, "some"));
    }
}
