using System.Text;

namespace SparseEval.Onnx;

/// <summary>Pre-tokenizers by their <c>type</c> in tokenizer.json.</summary>
internal static class PreTokenizerCatalog
{
    public static IReadOnlyDictionary<string, Func<TokenizerPart, IPreTokenizer>> All { get; } = new Dictionary<string, Func<TokenizerPart, IPreTokenizer>>
    {
        ["ByteLevel"] = part => ByteLevelPreTokenizer.Read(part),
        ["Split"] = part => new PatternPreTokenizer(TextPattern.Read(part), Behavior(part, "Removed"), part.Flag("invert", false)),
        ["Metaspace"] = MetaspacePreTokenizer.Read,
        ["BertPreTokenizer"] = _ => new SequencePreTokenizer([Each(Rune.IsWhiteSpace, SplitBehavior.Removed), Each(CharacterKinds.IsPunctuation, SplitBehavior.Isolated)]),
        ["Punctuation"] = part => Each(CharacterKinds.IsPunctuation, Behavior(part, "Isolated")),
        ["Digits"] = part => Each(CharacterKinds.IsNumeric, part.Flag("individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        ["Whitespace"] = part => new PatternPreTokenizer(RegexPattern.Create(@"[\w\x{200C}\x{200D}\x{24B6}-\x{24E9}]+|[^\w\s\x{200C}\x{200D}\x{24B6}-\x{24E9}]+", part), SplitBehavior.Removed, true),
        ["WhitespaceSplit"] = _ => Each(Rune.IsWhiteSpace, SplitBehavior.Removed),
        ["CharDelimiterSplit"] = part => new PatternPreTokenizer(new LiteralPattern(part.Text("delimiter")), SplitBehavior.Removed, false),
        ["Sequence"] = part => new SequencePreTokenizer([.. part.List("pretokenizers").Select(p => p.Create(All!))]),
    };

    private static PatternPreTokenizer Each(Func<Rune, bool> kind, SplitBehavior behavior) => new(new RunePattern(kind), behavior, false);

    private static SplitBehavior Behavior(TokenizerPart part, string fallback) =>
        Enum.TryParse<SplitBehavior>(part.Text("behavior", fallback), ignoreCase: true, out var behavior) ? behavior : throw part.Unsupported($"its behavior is '{part.Text("behavior")}'");
}
