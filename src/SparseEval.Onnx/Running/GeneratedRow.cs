using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>One text while it is generated.</summary>
internal sealed class GeneratedRow(EncodedRequest item, ITokenizer tokenizer, IReadOnlyList<int> endTokens)
{
    private readonly List<int> _tokens = [];
    private readonly StopFinder _stops = new(tokenizer, ((GenerationRequest)item.Request).Stop);
    private readonly GenerationRequest _request = (GenerationRequest)item.Request;

    public EncodedRequest Item { get; } = item;

    /// <summary>Its answer once it has ended.</summary>
    public Answer? Answer { get; private set; }

    private bool IsGreedy => _request.Sampling is not { Temperature: > 0 };

    /// <summary>The token that is run next.</summary>
    public int Last => _tokens[^1];

    /// <summary>Tokens of the context and those generated, the one that ended the text left out.</summary>
    public int Length => Item.Shared.Length + _tokens.Count;

    /// <summary>A token of the context or the generated text.</summary>
    public int Token(int place) => place < Item.Shared.Length ? Item.Shared[place] : _tokens[place - Item.Shared.Length];

    /// <summary>Tokens generated, the one that ended the text included.</summary>
    public int Generated => Answer?.Generated ?? _tokens.Count;

    /// <summary>Tokens that may still be generated.</summary>
    public int Left => Item.MaxTokens - _tokens.Count;

    /// <summary>Tokens that have been run: all but the last generated one.</summary>
    public int Run => Item.Shared.Length + _tokens.Count - 1;

    /// <summary>Chooses every open text's next token by the logits after its last; texts in their order.</summary>
    public static void TakeAll(IReadOnlyList<GeneratedRow> texts, IPassLogits logits)
    {
        var likeliest = texts.Any(text => text.Answer is null && text.IsGreedy) ? logits.Likeliest() : [];
        for (var i = 0; i < texts.Count; i++)
            if (texts[i].Answer is null) texts[i].Take(texts[i].IsGreedy ? likeliest[i] : TokenChoice.Of(logits.Row(i), texts[i]._request, texts[i]._tokens.Count));
    }

    /// <summary>Takes the next token; -1 where no logits told it.</summary>
    public void Take(int token)
    {
        if (token < 0) Answer = Answer.Failed(Item, $"the logits after {_tokens.Count} generated tokens hold NaN or infinity") with { Generated = _tokens.Count };
        else Add(token);
    }

    private void Add(int token)
    {
        var ended = endTokens.Contains(token);
        if (!ended) _tokens.Add(token);
        var last = ended || _tokens.Count == Item.MaxTokens;
        var generated = _tokens.Count + (ended ? 1 : 0);
        if (_stops.Cut(_tokens) is { } cut) Answer = new Answer { Text = cut, Generated = generated };
        else if (last) Answer = new Answer { Text = tokenizer.Decode(CollectionsMarshal.AsSpan(_tokens)), Generated = generated, IsTruncated = !ended };
    }
}
