using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>
/// Looks for stop texts while tokens come one by one, in time that grows with their number: only the last tokens are decoded each time, as many as a
/// stop text that ends in the newest may reach back over. What is found there counts if the whole text holds it.
/// </summary>
/// <remarks>
/// A token alone may be part of a character, and decoders treat a text's first token in their own ways. So the window begins where its text is how the
/// longer one before it ended, and its first characters are beyond any stop text's reach.
/// </remarks>
internal sealed class StopFinder
{
    /// <summary>Characters before a stop text's reach, over which decoders may treat a beginning in their own ways.</summary>
    private const int Margin = 32;

    private const int LeastWindow = 64;

    private readonly ITokenizer _tokenizer;
    private readonly string[] _stops;
    private readonly int _reach;
    private int _from;
    private int _most;

    public StopFinder(ITokenizer tokenizer, IReadOnlyList<string> stops)
    {
        (_tokenizer, _stops) = (tokenizer, [.. stops.Where(s => s.Length > 0)]);
        _reach = _stops.Select(s => s.Length).DefaultIfEmpty().Max() + Margin;
        _most = LeastWindow + _reach;
    }

    /// <summary>The text before the first stop text, or null where there is none; to be asked after each token.</summary>
    public string? Cut(List<int> tokens)
    {
        if (_stops.Length == 0) return null;
        var window = CollectionsMarshal.AsSpan(tokens)[_from..];
        var text = _tokenizer.Decode(window);
        if (First(text) >= 0)
        {
            var whole = _from == 0 ? text : _tokenizer.Decode(CollectionsMarshal.AsSpan(tokens));
            if (First(whole) is >= 0 and var at) return whole[..at];
        }
        if (window.Length >= _most) Shorten(window, text);
        return null;
    }

    /// <summary>Lets go of the window's older tokens where what is left decodes to the same and reaches back far enough; else the window grows.</summary>
    private void Shorten(ReadOnlySpan<int> window, string text)
    {
        var least = Math.Max(8, window.Length / 4);
        for (var kept = least; kept < Math.Min(least + 16, window.Length); kept++)
        {
            var rest = _tokenizer.Decode(window[^kept..]);
            if (rest.Length < _reach || !text.AsSpan().EndsWith(rest.AsSpan(Margin / 4)) || EndsWithin(window[..^kept])) continue;
            _from += window.Length - kept;
            _most = Math.Max(LeastWindow + _reach, 2 * kept);
            return;
        }
        _most = 2 * window.Length;
    }

    /// <summary>Whether tokens end with a character begun, or with bytes of no character.</summary>
    private bool EndsWithin(ReadOnlySpan<int> tokens) => _tokenizer.Decode(tokens).EndsWith('\uFFFD');

    private int First(string text)
    {
        var first = -1;
        foreach (var stop in _stops)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        return first;
    }
}
