using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A server's key from the environment, and what keeps it out of everything that is written down.</summary>
internal sealed class ServerKey
{
    private const string Hidden = "***";

    private readonly string? _key;
    private readonly byte[] _bytes;

    private ServerKey(string? key) => (_key, _bytes) = (key, key is null ? [] : Encoding.UTF8.GetBytes(key));

    /// <summary>What the header holds; null where the variable is not set.</summary>
    public string? Value => _key;

    /// <exception cref="SparseEvalException">The variable's text can be no key. It is not repeated.</exception>
    public static ServerKey Of(string variable)
    {
        var key = Environment.GetEnvironmentVariable(variable)?.Trim();
        return string.IsNullOrEmpty(key) ? new(null) : key.All(c => c is > ' ' and < '\u007f') ? new(key)
            : throw new SparseEvalException($"The environment variable {variable} holds a space, a line break or a character that is not ASCII, which no key does. Set it to the key alone.");
    }

    /// <exception cref="SparseEvalException">The name can be no variable's, such as a key in its place. It is not repeated.</exception>
    public static void Require(string variable)
    {
        if (variable.Length == 0 || !variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(variable[0]))
            throw new SparseEvalException("The variable of the server's key is no name of an environment variable (letters, digits and _). Give the variable's name, such as OPENAI_API_KEY, never the key.");
    }

    /// <summary>True where a server repeats the key.</summary>
    public bool IsIn(ReadOnlySpan<byte> body) => _key is not null && body.IndexOf(_bytes) >= 0;

    public string Cleaned(string text) => _key is null ? text : text.Replace(_key, Hidden, StringComparison.Ordinal);
}
