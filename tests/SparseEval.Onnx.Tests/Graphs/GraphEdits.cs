namespace SparseEval.Onnx.Tests;

/// <summary>Changes to a graph that the variants of a decoder are made of.</summary>
internal static class GraphEdits
{
    /// <summary>A change to a whole model file.</summary>
    public static byte[] Edit(byte[] model, Action<OnnxGraph> change)
    {
        var graph = OnnxGraph.Read(model);
        change(graph);
        return graph.Write().ToArray();
    }

    /// <summary>Gives every reader of a tensor another one.</summary>
    public static void Redirect(OnnxGraph graph, string tensor, string other)
    {
        foreach (var node in graph.Nodes)
            for (var i = 0; i < node.Inputs.Count; i++)
                if (node.Inputs[i] == tensor) node.Inputs[i] = other;
    }

    /// <summary>Takes an input away: its readers read <paramref name="inner"/>, which the caller makes.</summary>
    public static void DropInput(OnnxGraph graph, string name, string inner)
    {
        graph.Inputs.RemoveAll(i => OnnxGraph.Name(i) == name);
        Redirect(graph, name, inner);
    }

    /// <summary>Takes an output away: what made it makes <paramref name="inner"/>.</summary>
    public static void DropOutput(OnnxGraph graph, string name, string inner)
    {
        graph.Outputs.RemoveAll(o => OnnxGraph.Name(o) == name);
        foreach (var node in graph.Nodes)
            for (var i = 0; i < node.Outputs.Count; i++)
                if (node.Outputs[i] == name) node.Outputs[i] = inner;
        Redirect(graph, name, inner);
    }

    public static OnnxNode Node(string op, string[] inputs, string[] outputs, params ReadOnlySpan<ProtoWriter> attributes) => new(op, inputs, outputs, "", attributes);

    public static OnnxNode Cast(string from, string to, TensorType type) => Node("Cast", [from], [to], OnnxNode.Attribute("to", (int)type));

    /// <summary>An attribute that is a graph.</summary>
    public static ProtoWriter Subgraph(string name, IEnumerable<OnnxNode> nodes, IEnumerable<string> outputs, TensorType type)
    {
        var graph = new ProtoWriter();
        foreach (var node in nodes) graph.Message(1, node.Write());
        graph.Text(2, name);
        foreach (var output in outputs) graph.Bytes(12, OnnxGraph.Value(output, type).Span);
        return new ProtoWriter().Text(1, name).Message(6, graph).Number(20, 5);
    }

    /// <summary>Stores the weights of a model in float16: each is cast back before it is used.</summary>
    public static byte[] HalveWeights(byte[] model)
    {
        var names = new List<string>();
        var file = new ProtoWriter();
        foreach (var field in ProtoField.Of(model))
        {
            if (field.Number != 7) file.Raw(field.Raw);
            else
            {
                var graph = new ProtoWriter();
                foreach (var inner in ProtoField.Of(field.Content)) graph.Raw(inner.Number == 5 ? Halve(inner, names) : inner.Raw);
                file.Message(7, graph);
            }
        }
        return Edit(file.Written.ToArray(), graph => graph.Nodes.InsertRange(0, names.Select(name => Cast(name + ".half", name, TensorType.Float32))));
    }

    private static ReadOnlyMemory<byte> Halve(ProtoField initializer, List<string> names)
    {
        var fields = ProtoField.Of(initializer.Content).ToList();
        if (fields.First(f => f.Number == 2).Value != (int)TensorType.Float32 || fields.All(f => f.Number != 9)) return initializer.Raw;
        var tensor = new ProtoWriter();
        foreach (var field in fields)
        {
            if (field.Number == 2) tensor.Number(2, (int)TensorType.Float16);
            else if (field.Number == 8) tensor.Text(8, field.Text + ".half");
            else if (field.Number == 9)
                tensor.Bytes(9, field.Content.ToArray().Chunk(4).SelectMany(b => BitConverter.GetBytes((Half)BitConverter.ToSingle(b))).ToArray());
            else tensor.Raw(field.Raw);
        }
        names.Add(fields.First(f => f.Number == 8).Text);
        return new ProtoWriter().Message(5, tensor).Written;
    }
}
