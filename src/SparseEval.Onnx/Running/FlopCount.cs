namespace SparseEval.Onnx;

/// <summary>
/// Forward floating-point operations of a decoder, a multiply-add counted as two. A token that sees c tokens (itself included) costs
/// 2 M + 4 L d c with M = L (4 d^2 + 2 d f) + d V multiplied weights: attention and feed-forward of L layers of width d and inner width f, and the
/// output layer over V tokens. Norms, softmax, activations, the embedding's look-up and padding are not counted.
/// </summary>
/// <remarks>As in Kaplan et al. 2020, table 1 (arXiv:2001.08361), with the output layer added, since it is a product like the others.</remarks>
internal sealed class FlopCount
{
    private readonly double _perToken, _perPair;

    public FlopCount(DecoderLayout layout, ModelConfig config)
    {
        // Widths beside which other heads or layers stand than the graph has are another model's.
        var trusted = (config.HeadWidth is null || layout.Past.Any(p => p.HeadWidth == config.HeadWidth)) && (config.Layers ?? layout.Layers) == layout.Layers;
        double width = (trusted ? config.Width : null) ?? layout.Past[0].Heads * layout.Past[0].HeadWidth;
        var inner = (trusted ? config.InnerWidth : null) ?? 4 * width;
        _perToken = 2 * (layout.Layers * (4 * width * width + 2 * width * inner) + width * layout.Vocabulary);
        _perPair = 4 * layout.Layers * width;
    }

    /// <summary>Cost of <paramref name="tokens"/> tokens in a row after <paramref name="past"/> others.</summary>
    public double Of(long past, long tokens) =>
        tokens <= 0 ? 0 : tokens * _perToken + _perPair * (tokens * past + tokens * (tokens + 1) / 2.0);
}
