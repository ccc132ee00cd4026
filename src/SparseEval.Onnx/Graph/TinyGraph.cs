using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>The smallest graph that shows whether a provider works: y = x + x over 4 numbers.</summary>
internal static unsafe class TinyGraph
{
    /// <summary>Why a provider does not run it, or null.</summary>
    /// <remarks>The CPU stands behind it, so that the provider's own reason comes back instead of an exception about all.</remarks>
    public static string? Objection(OrtApi api, string provider)
    {
        try
        {
            return ProviderTrial.Open(api, "of 1 addition", [provider, "cpu"], new SessionPlace(Threads: 1), Run).Attempts is [var failed, ..] ? failed.Reason : null;
        }
        catch (Exception problem) when (problem is EngineException or SparseEvalException)
        {
            return problem.Message;
        }
    }

    private static float Run(SessionTarget target)
    {
        var api = target.Api;
        using var session = target.CreateSession(Model().Written);
        using NameTable inputs = new(["x"]), outputs = new(["y"]);
        using var memory = new NativeBuffer();
        memory.Span<float>(4).Fill(1.5f);
        using var x = api.CreateTensor(memory.Reserve(0), 4 * sizeof(float), [4], TensorType.Float32);
        using var y = api.Run(session, inputs, [x], outputs)[0];
        var sum = *(float*)api.Data(y);
        return sum == 3 ? sum : throw new OrtException(1, FormattableString.Invariant($"1.5 + 1.5 came out as {sum}."));
    }

    // Fields by their numbers in onnx.proto: ModelProto 1 ir_version, 7 graph, 8 opset_import; GraphProto 1 node, 2 name, 11 input, 12 output.
    private static ProtoWriter Model() => new ProtoWriter().Number(1, 8)
        .Message(7, new ProtoWriter().Message(1, new OnnxNode("Add", ["x", "x"], ["y"]).Write()).Text(2, "doctor").Message(11, Value("x")).Message(12, Value("y")))
        .Message(8, new ProtoWriter().Number(2, 13));

    private static ProtoWriter Value(string name) => new ProtoWriter().Text(1, name)
        .Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, 1).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, 4)))));
}
