using System.Security.Cryptography;

namespace SparseEval.Onnx;

/// <summary>A file that an item's prompt names.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record ItemFile(string Path, byte[] Bytes)
{
    /// <summary>In the place of the digest of what cannot be read, whose answers are never kept.</summary>
    private const string Unreadable = "unreadable";

    /// <summary>SHA-256 in hexadecimal, as sha256sum prints it.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public bool IsArray => System.IO.Path.GetExtension(Path).Equals(".npy", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="SparseEvalException">It lies outside the folder, or cannot be read.</exception>
    public static ItemFile Read(string folder, string name)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)) + System.IO.Path.DirectorySeparatorChar;
        var path = name.Contains('\0', StringComparison.Ordinal) ? "" : System.IO.Path.GetFullPath(name, root);
        if (!path.StartsWith(root, StringComparison.Ordinal)) throw new SparseEvalException($"the file '{name}' lies outside the folder '{folder}'.");
        return new(path, ReadBytes(path));
    }

    /// <exception cref="SparseEvalException">It cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SparseEvalException($"the file '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    public static string DigestOf(string folder, string name)
    {
        try
        {
            return Read(folder, name).Digest;
        }
        catch (SparseEvalException)
        {
            return Unreadable;
        }
    }
}
