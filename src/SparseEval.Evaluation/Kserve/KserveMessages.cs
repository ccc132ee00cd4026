using System.Runtime.InteropServices;

namespace SparseEval.Evaluation;

/// <summary>The messages of <c>inference.GRPCInferenceService</c>.</summary>
internal static class KserveMessages
{
    public static byte[] Named(string model, string version) => new ProtoWriter().Text(1, model).Text(2, version).ToArray();

    public static byte[] Infer(string model, string version, string id, IReadOnlyList<KserveTensor> inputs, IReadOnlyList<string> outputs)
    {
        var message = new ProtoWriter().Text(1, model).Text(2, version).Text(3, id);
        foreach (var input in inputs)
        {
            var contents = new ProtoWriter();
            foreach (var text in input.Texts) contents.Bytes(8, System.Text.Encoding.UTF8.GetBytes(text));
            if (input.Numbers.Count > 0) contents.Packed(1, input.Numbers.Select(number => (long)number));
            message.Message(5, new ProtoWriter().Text(1, input.Name).Text(2, input.Datatype).Packed(3, input.Shape).Message(5, contents));
        }
        foreach (var output in outputs) message.Message(6, new ProtoWriter().Text(1, output));
        return message.ToArray();
    }

    /// <summary>The one flag of ready and live answers; a flag that is false is left out.</summary>
    public static bool Flag(ReadOnlyMemory<byte> message) => ProtoReader.Fields(message).Any(field => field is { Number: 1, Value: 1 });

    public static KserveModel Model(ReadOnlyMemory<byte> message)
    {
        var fields = ProtoReader.Fields(message);
        return new(TextOf(fields, 1), TextOf(fields, 3), [.. fields.Where(f => f.Number == 4).Select(Info)], [.. fields.Where(f => f.Number == 5).Select(Info)]);
    }

    /// <summary>Servers may leave the id out; another request's is a wrong answer.</summary>
    public static void RequireId(string asked, string answered)
    {
        if (answered.Length > 0 && answered != asked) throw new MalformedAnswerException($"the server was asked as '{asked}' and answered as '{answered}'");
    }

    /// <summary>Outputs with their elements, from the tensor itself or from the raw contents beside it.</summary>
    public static IReadOnlyList<KserveTensor> Outputs(ReadOnlyMemory<byte> message, string id)
    {
        var fields = ProtoReader.Fields(message);
        RequireId(id, TextOf(fields, 3));
        var (outputs, raw) = (fields.Where(f => f.Number == 5).ToArray(), fields.Where(f => f.Number == 6).ToArray());
        if (raw.Length > 0 && raw.Length != outputs.Length) throw new MalformedAnswerException($"the server gave {outputs.Length} outputs and raw contents of {raw.Length}");
        return [.. outputs.Select((output, i) => raw.Length > 0 ? RawContents.Read(Tensor(output), raw[i].Bytes) : Contents(Tensor(output), ProtoReader.Fields(output.Bytes).LastOrDefault(f => f.Number == 5).Bytes))];
    }

    private static KserveTensor Tensor(ProtoField output)
    {
        var info = Info(output);
        return new(info.Name, info.Datatype, info.Shape);
    }

    private static KserveTensorInfo Info(ProtoField tensor)
    {
        var fields = ProtoReader.Fields(tensor.Bytes);
        return new(TextOf(fields, 1), TextOf(fields, 2), [.. ProtoReader.Numbers(fields.Where(f => f.Number == 3))]);
    }

    private static KserveTensor Contents(KserveTensor tensor, ReadOnlyMemory<byte> contents)
    {
        var fields = ProtoReader.Fields(contents);
        return tensor with
        {
            Texts = [.. fields.Where(f => f.Number == 8).Select(f => f.Text)],
            Numbers =
            [
                .. ProtoReader.Numbers(fields.Where(f => f.Number is >= 1 and <= 5)).Select(n => (double)n),
                .. fields.Where(f => f.Number == 6).SelectMany(f => f.Bytes.Length > 0 ? MemoryMarshal.Cast<byte, float>(f.Bytes.Span).ToArray() : [BitConverter.UInt32BitsToSingle((uint)f.Value)]).Select(x => (double)x),
                .. fields.Where(f => f.Number == 7).SelectMany(f => f.Bytes.Length > 0 ? MemoryMarshal.Cast<byte, double>(f.Bytes.Span).ToArray() : [BitConverter.UInt64BitsToDouble(f.Value)]),
            ],
        };
    }

    private static string TextOf(List<ProtoField> fields, int number) => fields.LastOrDefault(f => f.Number == number) is { Bytes.Length: > 0 } field ? field.Text : "";
}
