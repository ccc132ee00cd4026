namespace SparseEval.Onnx;

/// <summary>Post-processors by their <c>type</c> in tokenizer.json. Only what they do to ids is kept: offsets and segment numbers are not used.</summary>
internal static class PostProcessorCatalog
{
    public static IReadOnlyDictionary<string, Func<TokenizerPart, SpecialTokens>> All { get; } = new Dictionary<string, Func<TokenizerPart, SpecialTokens>>
    {
        ["TemplateProcessing"] = TemplateReader.Read,
        ["ByteLevel"] = _ => SpecialTokens.None,
        ["BertProcessing"] = part => Around(part, 1),
        ["RobertaProcessing"] = part => Around(part, 2),
        ["Sequence"] = Sequence,
    };

    // [CLS] A [SEP] B [SEP], with a second [SEP] before B for RoBERTa.
    private static SpecialTokens Around(TokenizerPart part, int between)
    {
        (string?, int[]) start = (null, [Id(part, "cls")]), end = (null, [Id(part, "sep")]);
        return new SpecialTokens(new([start, ("A", []), end]), new([start, ("A", []), .. Enumerable.Repeat(end, between), ("B", []), end]));
    }

    private static int Id(TokenizerPart part, string name) =>
        part.Part(name).Json is { ValueKind: System.Text.Json.JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[1].TryGetInt32(out var id)
            ? id : throw part.Wrong($"has a '{name}' that is not [\"token\", id]");

    private static SpecialTokens Sequence(TokenizerPart part)
    {
        var adding = part.List("processors").Select(p => p.Create(All)).Where(p => !p.AddsNothing).ToList();
        return adding.Count switch { 0 => SpecialTokens.None, 1 => adding[0], _ => throw part.Unsupported("more than one of its parts adds tokens") };
    }
}
