using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Scorers whose name carries what they need, and those that need an engine of their own kind.</summary>
internal static class ScorerNames
{
    /// <summary>For messages and help.</summary>
    public const string WithParameters = "regex:PATTERN, top:K, error:LOW..HIGH, bits_per_byte, bits_per_byte:MOST, similarity";

    /// <summary>Null where the name is of none of them.</summary>
    /// <exception cref="SparseEvalException">It is, and what follows the colon cannot be used.</exception>
    public static IScorer? Parse(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (kind, text) = colon < 0 ? (name, null) : (name[..colon], name[(colon + 1)..]);
        return (kind, text) switch
        {
            ("similarity", null) => Scorers.Similarity(),
            ("bits_per_byte", null) => Scorers.BitsPerByte(),
            ("bits_per_byte", { } most) => Scorers.BitsPerByte(Number(name, most)),
            ("top", { } count) => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var k) ? Scorers.Top(k) : throw Broken(name, "a number of options, such as top:5"),
            ("error", { } range) when range.Split("..") is [var low, var high] => Scorers.AbsoluteError(Number(name, low), Number(name, high)),
            ("error", _) => throw Broken(name, "the range that answers can have, such as error:0..100: without it an error has no score between 0 and 1"),
            ("top", _) => throw Broken(name, "a number of options, such as top:5"),
            _ => null,
        };
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Broken(name, "numbers such as error:0..100 or bits_per_byte:12");

    private static SparseEvalException Broken(string name, string wanted) => new($"Scorer '{name}' lacks {wanted}.");
}
