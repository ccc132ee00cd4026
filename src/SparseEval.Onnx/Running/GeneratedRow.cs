using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>One text while it is generated.</summary>
internal sealed class GeneratedRow(EncodedRequest item, ITokenizer tokenizer, IReadOnlyList<int> endTokens)
{
    private readonly List<int> _tokens = [];
    private readonly GenerationRequest _request = (GenerationRequest)item.Request;

    public EncodedRequest Item { get; } = item;

    /// <summary>Its answer once it has ended.</summary>
    public Answer? Answer { get; private set; }

    /// <summary>The token that is run next.</summary>
    public int Last => _tokens[^1];

    /// <summary>Tokens that have been run: all but the last generated one.</summary>
    public int Run => Item.Shared.Length + _tokens.Count - 1;

    /// <summary>Chooses the next token by the logits after the last.</summary>
    public void Take(ReadOnlySpan<float> logits)
    {
        var token = TokenChoice.Of(logits, _request, _tokens.Count);
        if (token < 0) Answer = Answer.Failed(Item, $"the logits after {_tokens.Count} generated tokens hold NaN or infinity") with { Generated = _tokens.Count };
        else Take(token);
    }

    private void Take(int token)
    {
        var ended = endTokens.Contains(token);
        if (!ended) _tokens.Add(token);
        var last = ended || _tokens.Count == Item.MaxTokens;
        if (!last && _request.Stop.Count == 0) return;
        // A stop text may begin within one token and end within another, so the whole text is looked at.
        var text = tokenizer.Decode(CollectionsMarshal.AsSpan(_tokens));
        var cut = FirstStop(text);
        if (last || cut >= 0) Answer = new Answer { Text = cut < 0 ? text : text[..cut], Generated = _tokens.Count + (ended ? 1 : 0) };
    }

    private int FirstStop(string text)
    {
        var first = -1;
        foreach (var stop in _request.Stop)
        {
            var at = stop.Length == 0 ? -1 : text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        return first;
    }
}
