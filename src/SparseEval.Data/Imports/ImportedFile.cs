using System.Security.Cryptography;

namespace SparseEval.Data;

/// <summary>A file that an import has read.</summary>
/// <param name="Path">As it was found.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
public sealed record ImportedFile(string Path, string Sha256)
{
    internal static ImportedFile Of(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new(path, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{path}' cannot be read: {e.Message}", e);
        }
    }
}
