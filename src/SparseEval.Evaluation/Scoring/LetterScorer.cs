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

    protected override double Compare(Item item, string text) =>
        Letter().Match(text) is { Success: true } found && found.Value[0] - 'A' == item.AnswerIndex ? 1 : 0;

    [GeneratedRegex(@"(?<![A-Za-z'])[A-Z](?![A-Za-z'])", RegexOptions.CultureInvariant)]
    private static partial Regex Letter();
}
