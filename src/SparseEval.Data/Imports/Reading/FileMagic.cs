namespace SparseEval.Data;

/// <summary>The first bytes of a file, by which binary formats are known.</summary>
internal static class FileMagic
{
    public static byte[] Of(string path)
    {
        using var stream = TextInput.Open(path);
        var bytes = new byte[4];
        try
        {
            return bytes[..stream.ReadAtLeast(bytes, 4, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException e)
        {
            throw new SparseEvalException($"'{path}' is a gzip file that is cut short or damaged. Fetch or compress it again.", e);
        }
    }
}
