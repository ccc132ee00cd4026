using System.Text;

namespace SparseEval.Evaluation;

/// <summary>Overlap of the words of the generated text and of the answer.</summary>
internal sealed class TokenF1Scorer(GeneratedTextOptions options) : GeneratedTextScorer("f1", options, new())
{
    private static readonly string[] Articles = ["a", "an", "the"];

    protected override double Compare(Item item, string text)
    {
        var (given, wanted) = (Words(text), Words(item.Answer));
        if (given.Length == 0 || wanted.Length == 0) return given.Length == wanted.Length ? 1 : 0;
        var left = wanted.CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var shared = 0;
        foreach (var word in given)
        {
            if (left.GetValueOrDefault(word) == 0) continue;
            left[word]--;
            shared++;
        }
        return 2.0 * shared / (given.Length + wanted.Length);
    }

    /// <summary>As in SQuAD's script: lower case, ASCII punctuation removed, articles dropped.</summary>
    private static string[] Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant()) if (!(char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)))) plain.Append(letter);
        return [.. plain.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !Articles.Contains(word))];
    }
}
