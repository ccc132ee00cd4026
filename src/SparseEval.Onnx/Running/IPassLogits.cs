namespace SparseEval.Onnx;

/// <summary>The logits that a pass was run for, by their places in the list of positions that were wanted; asked for what is to be known of them, so that no more of them need be moved.</summary>
internal interface IPassLogits : IDisposable
{
    /// <summary>All logits of one place, as float32; valid until the next call and until this is disposed of.</summary>
    ReadOnlySpan<float> Row(int place);

    /// <summary>Natural logarithms of softmax; NaN where a logit of the place is NaN or positive infinity.</summary>
    /// <param name="wanted">Places and tokens, in the places' order.</param>
    double[] LogProbabilities(IReadOnlyList<(int Place, int Token)> wanted);

    /// <summary>The token of the largest logit of each place, of equal ones the first; -1 where the largest is not finite.</summary>
    int[] Likeliest();
}
