using System.IO.Compression;

namespace SparseEval.Data;

/// <summary>Opens text files for reading, gzip or plain: the first bytes decide, not the name.</summary>
internal static class TextInput
{
    /// <summary>Without this the runtime takes a gzip file that is cut short for a whole one; it has to be said before the first is opened.</summary>
    static TextInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>What the file is called without its folder, and without .gz.</summary>
    public static string NameWithoutGz(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
    }

    /// <summary>The lower-case extension below .gz, with its dot: ".csv" for "history.csv.gz".</summary>
    public static string ExtensionOf(string path) => Path.GetExtension(NameWithoutGz(path)).ToLowerInvariant();

    public static Stream Open(string path)
    {
        var file = OpenFile(path);
        Span<byte> magic = stackalloc byte[4];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (read == magic.Length && magic.SequenceEqual((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
        {
            file.Dispose();
            throw new SparseEvalException($"'{path}' is compressed by zstd. Unpack it first (zstd -d), or compress it by gzip, which is read as it is.");
        }
        var isGzip = read >= 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public static void RequireFile(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new SparseEvalException("The file's path is empty. Name the file to read.");
        if (Directory.Exists(path)) throw new SparseEvalException($"'{path}' is a folder, not a file. Name the file to read.");
        if (!File.Exists(path)) throw new SparseEvalException($"There is no file '{path}'. Check the path (it was looked for at {Path.GetFullPath(path)}).");
    }

    private static FileStream OpenFile(string path)
    {
        RequireFile(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{path}' cannot be opened: {e.Message}", e);
        }
    }
}
