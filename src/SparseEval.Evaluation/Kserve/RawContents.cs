using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>Elements as bytes, little-endian: the only form that FP16 and BF16 have.</summary>
internal static class RawContents
{
    public static KserveTensor Read(KserveTensor tensor, ReadOnlyMemory<byte> raw) =>
        tensor.Datatype == "BYTES" ? tensor with { Texts = [.. Texts(raw)] } : tensor with { Numbers = Numbers(tensor.Datatype, raw.Span) };

    private static double[] Numbers(string datatype, ReadOnlySpan<byte> raw) => datatype switch
    {
        "FP32" => Cast<float>(raw, x => x),
        "FP64" => Cast<double>(raw, x => x),
        "FP16" => Cast<Half>(raw, x => (double)x),
        "BF16" => Cast<ushort>(raw, x => BitConverter.UInt32BitsToSingle((uint)x << 16)),
        "INT64" => Cast<long>(raw, x => x),
        "INT32" => Cast<int>(raw, x => x),
        _ => throw new MalformedAnswerException($"the server gave an output of type {datatype}, which is not read here"),
    };

    private static double[] Cast<T>(ReadOnlySpan<byte> raw, Func<T, double> number) where T : unmanaged
    {
        if (raw.Length % Marshal.SizeOf<T>() != 0) throw new MalformedAnswerException($"the server's raw contents are {raw.Length} bytes, which is no whole number of elements");
        var elements = MemoryMarshal.Cast<byte, T>(raw);
        var numbers = new double[elements.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = number(elements[i]);
        return numbers;
    }

    private static List<string> Texts(ReadOnlyMemory<byte> raw)
    {
        var texts = new List<string>();
        while (raw.Length > 0)
        {
            var length = raw.Length < 4 ? int.MaxValue : BinaryPrimitives.ReadInt32LittleEndian(raw.Span);
            if (length < 0 || length > raw.Length - 4) throw new MalformedAnswerException("the server's raw texts are cut off");
            texts.Add(Encoding.UTF8.GetString(raw.Span.Slice(4, length)));
            raw = raw[(4 + length)..];
        }
        return texts;
    }
}
