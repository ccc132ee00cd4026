using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SparseEval.Onnx;

/// <summary>NumPy's .npy of float32, float64 or bytes, in C order. (NumPy Enhancement Proposal 1.)</summary>
internal static partial class NpyFile
{
    /// <exception cref="SparseEvalException">The file cannot be read, or holds something else.</exception>
    public static ItemArray Read(string path) => Read(path, ItemFile.ReadBytes(path));

    /// <inheritdoc cref="Read(string)"/>
    public static ItemArray Read(string path, byte[] bytes)
    {
        if (bytes.Length < 12 || bytes[0] != 0x93 || !bytes.AsSpan(1).StartsWith("NUMPY"u8)) throw Broken(path, "it is no .npy");
        var (start, length) = bytes[6] == 1 ? (10, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8))) : (12, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)));
        if (length < 0 || start + length > bytes.Length) throw Broken(path, "it is cut short");
        var header = Encoding.UTF8.GetString(bytes, start, length);
        var (kind, shape) = (Kind().Match(header).Groups[1].Value, Shape().Match(header).Groups[1].Value);
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal)) throw Broken(path, "it is in Fortran order; save numpy.ascontiguousarray of it");
        long[] sides = [.. shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(side => long.TryParse(side, CultureInfo.InvariantCulture, out var n) ? n : throw Broken(path, $"its shape is ({shape})"))];
        var count = (long)Math.Min(1e15, sides.Aggregate(1.0, (n, side) => n * side));
        var (size, read) = kind switch
        {
            "<f4" => (4, (Func<int, double>)(at => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at)))),
            "<f8" => (8, at => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
            "|u1" => (1, at => bytes[at]),
            _ => throw Broken(path, $"it holds '{kind}', where float32, float64 and uint8 are read"),
        };
        if (start + length + count * size != bytes.Length) throw Broken(path, "its length is not what its header says");
        var values = new double[count];
        for (var i = 0; i < values.Length; i++) values[i] = read(start + length + i * size);
        return new ItemArray(values, sides);
    }

    private static SparseEvalException Broken(string path, string why) => new($"the file '{path}' cannot be read: {why}.");

    [GeneratedRegex("'descr': *'([^']*)'")]
    private static partial Regex Kind();

    [GeneratedRegex(@"'shape': *\(([0-9, ]*)\)")]
    private static partial Regex Shape();
}
