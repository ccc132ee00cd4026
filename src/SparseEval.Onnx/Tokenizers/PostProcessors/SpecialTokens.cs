namespace SparseEval.Onnx;

/// <summary>Tokens that a post-processor puts before, between and after texts.</summary>
/// <param name="Single">Around one text.</param>
/// <param name="Pair">Around two.</param>
internal sealed record SpecialTokens(Template Single, Template Pair)
{
    /// <summary>None.</summary>
    public static SpecialTokens None { get; } = new(Template.Of("A"), Template.Of("A", "B"));

    /// <summary>Whether the texts stay as they are.</summary>
    public bool AddsNothing => Single.AddsNothing && Pair.AddsNothing;
}
