namespace SparseEval.Onnx;

/// <summary>Logits that stay in a provider's memory.</summary>
/// <param name="scores">What can be asked of them there.</param>
/// <param name="logits">[batch, sequence, vocabulary]; the pass disposes of it.</param>
/// <param name="rows">Which of batch x sequence each place is.</param>
internal sealed class DeviceLogits(DeviceScores scores, OrtHandle logits, int[] rows) : IPassLogits
{
    private OrtHandle? _fetched;

    public ReadOnlySpan<float> Row(int place) => scores.Row(_fetched ??= scores.Fetch(logits, rows), place);

    public double[] LogProbabilities(IReadOnlyList<(int Place, int Token)> wanted) => scores.LogProbabilities(logits, rows, wanted);

    public int[] Likeliest() => scores.Likeliest(logits, rows);

    public void Dispose() => _fetched?.Dispose();
}
