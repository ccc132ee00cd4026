using System.Text;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>Lists the options with letters and reads the letter that the model generates: multiple choice for chat servers.</summary>
internal sealed partial class LetterScorer(GeneratedTextOptions options) : GeneratedTextScorer("letter", options, Default)
{
    public static readonly GeneratedTextOptions Default = new() { MaxTokens = 16, Stop = [] };

    protected override string? Objection(Item item) => item.Options.Count switch
    {
        0 => "has no options, and scorer 'letter' needs them. Score free answers with exact_match.",
        > 26 => $"has {item.Options.Count} options, and scorer 'letter' has 26 letters. Score it with acc.",
        _ => null,
    };

    protected override string Prompt(Item item)
    {
        var prompt = new StringBuilder(item.Prompt);
        for (var i = 0; i < item.Options.Count; i++) prompt.Append('\n').Append((char)('A' + i)).Append(". ").Append(item.Options[i]);
        return prompt.Append("\nAnswer with the letter of the right option alone.\nAnswer:").ToString();
    }

    protected override double Compare(Item item, string text) => Chosen(text, item.Options.Count) - 'A' == item.AnswerIndex ? 1 : 0;

    /// <summary>The last that is called the answer, else the first that stands alone; letters that no option has are none. Null where there is none.</summary>
    private static char? Chosen(string text, int options)
    {
        char[] said = [.. Said().Matches(text).Select(found => found.Groups["letter"].Value[0]).Where(letter => letter - 'A' < options)];
        return said.Length > 0 ? said[^1] : Alone().Matches(text).Select(found => (char?)found.Value[0]).FirstOrDefault(letter => letter - 'A' < options);
    }

    [GeneratedRegex(@"(?<![A-Za-z])(?i:answer|choice|option)\s*(?:(?i:is|would\s+be|should\s+be|must\s+be)\b\s*:?|:)\s*[(\[*""'`]*(?<letter>[A-Z])" + NoWord, RegexOptions.CultureInvariant)]
    private static partial Regex Said();

    [GeneratedRegex(@"(?<![A-Za-z'])(?<!\b[Nn]ot\s)[A-Z]" + NoWord, RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    // The article of "A good choice" and the I of "I think" are no letters of options; "A is right" and "A or B" have them.
    private const string NoWord = @"(?![A-Za-z'\u2019])(?!(?<=A)[ \t]+(?!(?:or|and|is|was|has|because|since|as|but|would|seems|looks|with)\b)[a-z])(?!(?<=I)[ \t]+(?!(?:or|and|is|because|since|but)\b)[a-z])";
}
