namespace SparseEval.Onnx;

/// <summary>A token that is looked for in the text before anything else, as tokenizer.json has it in <c>added_tokens</c>.</summary>
internal sealed record AddedToken
{
    public required int Id { get; init; }

    public required string Content { get; init; }

    /// <summary>Whether it counts only where no letter, digit or mark stands beside it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Whether it takes the white space before it.</summary>
    public bool LeftStrip { get; init; }

    /// <summary>Whether it takes the white space after it.</summary>
    public bool RightStrip { get; init; }

    /// <summary>Whether it is looked for after normalizing, and normalized itself.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether it is left out of decoded texts.</summary>
    public bool Special { get; init; }

    public static AddedToken Read(TokenizerPart part) => new()
    {
        Id = part.Number("id"),
        Content = part.Text("content"),
        SingleWord = part.Flag("single_word", false),
        LeftStrip = part.Flag("lstrip", false),
        RightStrip = part.Flag("rstrip", false),
        Normalized = part.Flag("normalized", !part.Flag("special", false)),
        Special = part.Flag("special", false),
    };
}
