namespace SparseEval.Onnx;

/// <summary>The components of a tokenizer.json, in the order in which a text passes through them.</summary>
internal sealed record TokenizerParts
{
    public required IReadOnlyList<AddedToken> Added { get; init; }

    public required INormalizer? Normalizer { get; init; }

    public required IPreTokenizer? PreTokenizer { get; init; }

    public required ITokenModel Model { get; init; }

    public required SpecialTokens Special { get; init; }

    public required IDecoder? Decoder { get; init; }

    /// <summary>Tokens that begin every text given to the model.</summary>
    public int[] Prefix { get; init; } = [];

    /// <summary>Whether decoded texts lose the spaces before English punctuation.</summary>
    public bool CleansUp { get; init; }

    /// <summary>How an added token stands in a text that went through the normalizer, or in the raw one if it is looked for there.</summary>
    public string Written(AddedToken token) => token.Normalized && Normalizer is not null ? Normalizer.Normalize(token.Content) : token.Content;
}
