namespace SparseEval.Onnx;

/// <summary>An operator of a graph; attributes and all else stay as they stood.</summary>
internal sealed class OnnxNode
{
    private readonly List<ReadOnlyMemory<byte>> _rest = [];

    /// <param name="opType">The operator.</param>
    /// <param name="inputs">Names of the tensors that it reads.</param>
    /// <param name="outputs">Names of the tensors that it makes.</param>
    /// <param name="domain">Empty for ONNX's own operators.</param>
    /// <param name="attributes">Whole AttributeProto messages.</param>
    public OnnxNode(string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, string domain = "", params ReadOnlySpan<ProtoWriter> attributes)
    {
        (OpType, Domain) = (opType, domain);
        Inputs.AddRange(inputs);
        Outputs.AddRange(outputs);
        foreach (var attribute in attributes) _rest.Add(new ProtoWriter().Message(5, attribute).Written);
    }

    public string OpType { get; private set; }

    public string Domain { get; private set; }

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public static OnnxNode Read(ReadOnlyMemory<byte> message)
    {
        var node = new OnnxNode("", [], []);
        foreach (var field in ProtoField.Of(message))
        {
            if (field.Number == 1) node.Inputs.Add(field.Text);
            else if (field.Number == 2) node.Outputs.Add(field.Text);
            else if (field.Number == 4) node.OpType = field.Text;
            else if (field.Number == 7) node.Domain = field.Text;
            else node._rest.Add(field.Raw);
        }
        return node;
    }

    public ProtoWriter Write()
    {
        var message = new ProtoWriter();
        foreach (var input in Inputs) message.Text(1, input);
        foreach (var output in Outputs) message.Text(2, output);
        message.Text(4, OpType);
        if (Domain.Length > 0) message.Text(7, Domain);
        foreach (var rest in _rest) message.Raw(rest);
        return message;
    }

    /// <summary>An attribute that is a whole number.</summary>
    public static ProtoWriter Attribute(string name, long value) => new ProtoWriter().Text(1, name).Number(3, value).Number(20, 2);

    /// <summary>An attribute that is a list of whole numbers.</summary>
    public static ProtoWriter Attributes(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new ProtoWriter().Text(1, name);
        foreach (var value in values) attribute.Number(8, value);
        return attribute.Number(20, 7);
    }
}
