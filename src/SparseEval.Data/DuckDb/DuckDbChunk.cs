using System.Text;

namespace SparseEval.Data;

/// <summary>Rows stored by column: reads VARCHAR and DOUBLE, writes what a history holds.</summary>
internal sealed unsafe class DuckDbChunk(DuckDbChunkHandle handle) : IDisposable
{
    private const int InlineLength = 12; // duckdb_string_t keeps up to 12 bytes in itself, a pointer otherwise

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public DuckDbChunkHandle Handle { get; } = handle;

    public int Count => (int)DuckDbNative.ChunkSize(Handle);

    /// <summary>The strings of a VARCHAR column, null where SQL has NULL. Runs of one text are one object.</summary>
    public string?[] Strings(int column)
    {
        var vector = DuckDbNative.ChunkVector(Handle, (ulong)column);
        var data = (byte*)DuckDbNative.VectorData(vector);
        var validity = DuckDbNative.VectorValidity(vector);
        var texts = new string?[Count];
        var last = "";
        for (var row = 0; row < texts.Length; row++)
        {
            if (!IsValid(validity, row)) continue;
            var text = data + row * 16L;
            var length = *(uint*)text;
            var bytes = new ReadOnlySpan<byte>(length <= InlineLength ? text + 4 : *(byte**)(text + 8), (int)length);
            texts[row] = last = IsSame(bytes, last) ? last : Encoding.UTF8.GetString(bytes);
        }
        return texts;
    }

    /// <summary>The numbers of a DOUBLE column, null where SQL has NULL.</summary>
    public double?[] Doubles(int column)
    {
        var vector = DuckDbNative.ChunkVector(Handle, (ulong)column);
        var data = (double*)DuckDbNative.VectorData(vector);
        var validity = DuckDbNative.VectorValidity(vector);
        var numbers = new double?[Count];
        for (var row = 0; row < numbers.Length; row++)
            if (IsValid(validity, row)) numbers[row] = data[row];
        return numbers;
    }

    public void SetString(int column, int row, string text)
    {
        var bytes = Strict.GetBytes(text);
        fixed (byte* first = bytes)
            DuckDbNative.AssignString(DuckDbNative.ChunkVector(Handle, (ulong)column), (ulong)row, first, (ulong)bytes.Length);
    }

    /// <summary>Writes one value of a column whose type is as wide as T, or NULL.</summary>
    public void Set<T>(int column, int row, T? value) where T : unmanaged
    {
        var vector = DuckDbNative.ChunkVector(Handle, (ulong)column);
        if (value is { } known)
        {
            ((T*)DuckDbNative.VectorData(vector))[row] = known;
            return;
        }
        DuckDbNative.EnsureValidity(vector);
        DuckDbNative.VectorValidity(vector)[row / 64] &= ~(1UL << (row % 64));
    }

    /// <summary>Writes the first values of a VARCHAR column.</summary>
    public void SetStrings(int column, int count, Func<int, string> text)
    {
        var vector = DuckDbNative.ChunkVector(Handle, (ulong)column);
        var (last, bytes) = ("", Array.Empty<byte>());
        for (var row = 0; row < count; row++)
        {
            if (text(row) is var next && !ReferenceEquals(next, last)) (last, bytes) = (next, Strict.GetBytes(next));
            fixed (byte* first = bytes) DuckDbNative.AssignString(vector, (ulong)row, first, (ulong)bytes.Length);
        }
    }

    /// <summary>Writes the first values of a column whose type is as wide as T, NULL where there is none.</summary>
    public void SetAll<T>(int column, int count, Func<int, T?> value) where T : unmanaged
    {
        var vector = DuckDbNative.ChunkVector(Handle, (ulong)column);
        var data = (T*)DuckDbNative.VectorData(vector);
        ulong* validity = null;
        for (var row = 0; row < count; row++)
        {
            if (value(row) is { } known)
            {
                data[row] = known;
                continue;
            }
            if (validity == null)
            {
                DuckDbNative.EnsureValidity(vector);
                validity = DuckDbNative.VectorValidity(vector);
            }
            validity[row / 64] &= ~(1UL << (row % 64));
        }
    }

    public void SetCount(int count) => DuckDbNative.SetChunkSize(Handle, (ulong)count);

    /// <summary>Empties the chunk, so that it can be filled again.</summary>
    public void Reset() => DuckDbNative.ResetChunk(Handle);

    public void Dispose() => Handle.Dispose();

    private static bool IsValid(ulong* validity, int row) => validity == null || (validity[row / 64] & (1UL << (row % 64))) != 0;

    private static bool IsSame(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length != text.Length) return false;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] >= 0x80 || bytes[i] != text[i]) return false;
        return true;
    }
}
