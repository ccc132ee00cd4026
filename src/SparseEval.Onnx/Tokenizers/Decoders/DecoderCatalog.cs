namespace SparseEval.Onnx;

/// <summary>Decoders by their <c>type</c> in tokenizer.json.</summary>
internal static class DecoderCatalog
{
    public static IReadOnlyDictionary<string, Func<TokenizerPart, IDecoder>> All { get; } = new Dictionary<string, Func<TokenizerPart, IDecoder>>
    {
        ["ByteLevel"] = _ => new ByteLevelDecoder(),
        ["Metaspace"] = part => new MetaspaceDecoder(part.Letter("replacement", "\u2581"), MetaspacePreTokenizer.Scheme(part) != "never"),
        ["WordPiece"] = part => new WordPieceDecoder(part.Text("prefix", "##"), part.Flag("cleanup", true)),
        ["BPEDecoder"] = part => new BpeDecoder(part.Text("suffix", "</w>")),
        ["ByteFallback"] = _ => new ByteFallbackDecoder(),
        ["Fuse"] = _ => new FuseDecoder(),
        ["Strip"] = part => new StripDecoder(part.Letter("content"), part.Number("start", 0), part.Number("stop", 0)),
        ["Replace"] = part => new ReplaceDecoder(TextPattern.Read(part), part.Text("content")),
        ["Sequence"] = part => new SequenceDecoder([.. part.List("decoders").Select(p => p.Create(All!))]),
    };
}
