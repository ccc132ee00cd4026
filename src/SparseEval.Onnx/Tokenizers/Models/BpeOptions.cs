namespace SparseEval.Onnx;

/// <summary>Settings of a BPE model, as in tokenizer.json.</summary>
internal sealed record BpeOptions
{
    /// <summary>Token of characters that the vocabulary lacks, or null: they are left out.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether unknown characters in a row are one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether unknown characters become the tokens of their bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Whether a word that is a token is that token, whatever the merges.</summary>
    public bool IgnoresMerges { get; init; }

    /// <summary>What stands before every character of a word but the first.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands after a word's last character.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>See <see cref="ITokenModel.CutsBefore"/>.</summary>
    public char CutsBefore { get; init; }
}
