namespace SparseEval.Onnx.Tests;

/// <summary>The slow way: one whole row a forward pass, no padding, no cache, softmax in double. What every fast way is compared with.</summary>
internal sealed class NoCacheReference : IDisposable
{
    private readonly DecoderSession _session = ProviderChoice.Open(OrtApi.Default, Path.Combine(TestModel.Weak, "model.onnx"), ["cpu"], 1).Session;

    public double LogLikelihood(string context, string continuation)
    {
        var tokenizer = new ByteTokenizer();
        var (all, from) = (tokenizer.Encode(context + continuation), tokenizer.Encode(context).Length);
        using var pass = Run(all, out var nothing);
        using var _ = nothing;
        var sum = 0.0;
        for (var i = from; i < all.Length; i++)
        {
            var logits = pass.Logits(0, i - 1).ToArray();
            var largest = (double)logits.Max();
            sum += logits[all[i]] - largest - Math.Log(logits.Sum(l => Math.Exp(l - largest)));
        }
        return sum;
    }

    public int[] Greedy(string context, int tokens, int end)
    {
        List<int> all = [.. new ByteTokenizer().Encode(context)];
        var start = all.Count;
        while (all.Count - start < tokens)
        {
            using var pass = Run([.. all], out var nothing);
            using var _ = nothing;
            var logits = pass.Logits(0, all.Count - 1).ToArray();
            var next = Array.IndexOf(logits, logits.Max());
            if (next == end) break;
            all.Add(next);
        }
        return [.. all.Skip(start)];
    }

    public void Dispose() => _session.Dispose();

    private ForwardPass Run(int[] tokens, out KeyValues nothing)
    {
        nothing = _session.EmptyPast(1);
        var (n, i) = (tokens.Length, 0);
        foreach (ref var id in _session.Ids(1, n)) id = tokens[i++];
        _session.Mask(1, n).Fill(1);
        i = 0;
        foreach (ref var position in _session.Positions(1, n)) position = i++;
        return _session.Run(nothing, n);
    }
}
