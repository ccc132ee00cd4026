namespace SparseEval.Onnx;

/// <summary>Reads TemplateProcessing: lists of texts and special tokens.</summary>
internal static class TemplateReader
{
    public static SpecialTokens Read(TokenizerPart part) => new(List(part, "single"), List(part, "pair"));

    private static Template List(TokenizerPart part, string name) => new([.. part.List(name).Select(item =>
    {
        if (item.Has("Sequence")) return ((string?)item.Part("Sequence").Text("id"), Array.Empty<int>());
        var token = item.Part("SpecialToken").Text("id");
        var special = part.Part("special_tokens");
        if (!special.Has(token)) throw part.Wrong($"names the special token '{token}' without its ids");
        return (null, special.Part(token).List("ids").Select(id => id.Whole()).ToArray());
    })]);
}
