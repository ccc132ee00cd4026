namespace SparseEval.Onnx;

/// <summary>Logits read in the processor's memory.</summary>
/// <param name="rows">All rows that came.</param>
/// <param name="wanted">Which row each place is.</param>
/// <param name="probabilities">Works out the normalizers.</param>
internal sealed class ProcessorLogits(LogitRows rows, IReadOnlyList<int> wanted, LogProbabilities probabilities) : IPassLogits
{
    public ReadOnlySpan<float> Row(int place) => rows[wanted[place]];

    public double[] LogProbabilities(IReadOnlyList<(int Place, int Token)> wanted)
    {
        var (found, place, normalizer) = (new double[wanted.Count], -1, 0.0);
        ReadOnlySpan<float> row = default;
        for (var i = 0; i < found.Length; i++)
        {
            if (wanted[i].Place != place)
            {
                place = wanted[i].Place;
                row = Row(place);
                normalizer = probabilities.Normalizer(row);
            }
            found[i] = row[wanted[i].Token] - normalizer;
        }
        return found;
    }

    public int[] Likeliest()
    {
        var found = new int[wanted.Count];
        for (var i = 0; i < found.Length; i++) found[i] = TokenChoice.Likeliest(Row(i));
        return found;
    }

    public void Dispose()
    {
        // The rows lie in the pass's outputs.
    }
}
