using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

/// <summary>The slow way: one whole row a forward pass, no padding, no cache, softmax in double. What every fast way is compared with.</summary>
internal sealed class NoCacheReference(string folder, ITokenizer? tokenizer = null) : IDisposable
{
    public NoCacheReference() : this(TestModel.Weak) { }

    private readonly ITokenizer _tokenizer = tokenizer ?? new ByteTokenizer();
    private readonly DecoderSession _session = ProviderChoice.Open(OrtApi.Default, DecoderSource.Open(folder), ["cpu"], new SessionPlace(1)).Session;

    public double LogLikelihood(string context, string continuation)
    {
        var (all, from) = (_tokenizer.Encode(context + continuation), _tokenizer.Encode(context).Length);
        using var pass = Run(all, out var nothing);
        using var _ = nothing;
        var sum = 0.0;
        for (var i = from; i < all.Length; i++)
        {
            var logits = pass.Logits.Row(i - 1).ToArray();
            var largest = (double)logits.Max();
            sum += logits[all[i]] - largest - Math.Log(logits.Sum(l => Math.Exp(l - largest)));
        }
        return sum;
    }

    public int[] Greedy(string context, int tokens, params int[] ends)
    {
        List<int> all = [.. _tokenizer.Encode(context)];
        var start = all.Count;
        while (all.Count - start < tokens)
        {
            using var pass = Run([.. all], out var nothing);
            using var _ = nothing;
            var logits = pass.Logits.Row(all.Count - 1).ToArray();
            var next = Array.IndexOf(logits, logits.Max());
            if (ends.Contains(next)) break;
            all.Add(next);
        }
        return [.. all.Skip(start)];
    }

    public string GreedyText(GenerationRequest request, int[] ends)
    {
        var tokens = Greedy(request.Context, request.MaxTokens, ends);
        return _tokenizer.Decode(tokens);
    }

    public void Dispose() => _session.Dispose();

    private ForwardPass Run(int[] tokens, out KeyValues nothing)
    {
        nothing = _session.EmptyPast(1);
        var n = tokens.Length;
        _session.Begin(1, 0, n).Set(0, tokens, 0);
        return _session.Run(nothing, n, [.. Enumerable.Range(0, n)]);
    }
}
