using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>A server's key from the environment, and what keeps it out of everything that is written down.</summary>
internal sealed class ServerKey
{
    private const string Hidden = "***";

    private readonly string? _key;
    private readonly byte[] _bytes;
    private readonly Regex? _written;

    private ServerKey(string? key) => (_key, _bytes, _written) = (key, key is null ? [] : Encoding.UTF8.GetBytes(key), key is null ? null : Written(key));

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

    /// <summary>True where a server repeats the key, as it is or as JSON and addresses write it.</summary>
    public bool IsIn(ReadOnlySpan<byte> body) => _written is not null
        && (body.IndexOf(_bytes) >= 0 || (body.IndexOfAny((byte)'\\', (byte)'%', (byte)'&') >= 0 && _written.IsMatch(Encoding.UTF8.GetString(body))));

    public string Cleaned(string text) => _written?.Replace(text, Hidden) ?? text;

    /// <summary>
    /// The key with any character in another's clothes: <c>\/</c> and <c>\u002f</c> of JSON, also of JSON inside JSON, <c>%2F</c> of addresses, <c>&amp;#47;</c> and <c>&amp;#x2f;</c> of pages.
    /// Repetitions are bounded, so that a search costs one pass.
    /// </summary>
    private static Regex Written(string key) => new(string.Concat(key.Select(c =>
    {
        var hex = ((int)c).ToString("x2", CultureInfo.InvariantCulture);
        var hexAnyCase = string.Concat(hex.Select(digit => char.IsAsciiLetter(digit) ? $"[{digit}{char.ToUpperInvariant(digit)}]" : $"{digit}"));
        return $@"(?:\\{{0,8}}{Regex.Escape($"{c}")}|\\{{1,8}}u00{hexAnyCase}|%{hexAnyCase}|&#(?:0{{0,6}}{(int)c}|[xX]0{{0,6}}{hexAnyCase});)";
    })), RegexOptions.CultureInvariant);
}
