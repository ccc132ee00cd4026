namespace SparseEval.Onnx;

/// <summary>Normalizers by their <c>type</c> in tokenizer.json.</summary>
internal static class NormalizerCatalog
{
    public static IReadOnlyDictionary<string, Func<TokenizerPart, INormalizer>> All { get; } = new Dictionary<string, Func<TokenizerPart, INormalizer>>
    {
        ["NFC"] = _ => new FormNormalizer(UnicodeForm.C),
        ["NFD"] = _ => new FormNormalizer(UnicodeForm.D),
        ["NFKC"] = _ => new FormNormalizer(UnicodeForm.KC),
        ["NFKD"] = _ => new FormNormalizer(UnicodeForm.KD),
        ["Lowercase"] = _ => new LowercaseNormalizer(),
        ["Strip"] = part => new StripNormalizer(part.Flag("strip_left", true), part.Flag("strip_right", true)),
        ["StripAccents"] = _ => new StripAccentsNormalizer(),
        ["Replace"] = part => new ReplaceNormalizer(TextPattern.Read(part), part.Text("content")),
        ["Prepend"] = part => new PrependNormalizer(part.Text("prepend")),
        ["Nmt"] = _ => new NmtNormalizer(),
        ["ByteLevel"] = _ => new ByteLevelNormalizer(),
        ["BertNormalizer"] = BertNormalizer.Read,
        ["Precompiled"] = PrecompiledNormalizer.Read,
        ["Sequence"] = part => new SequenceNormalizer([.. part.List("normalizers").Select(p => p.Create(All!))]),
    };
}
