namespace SparseEval.Onnx;

/// <summary>A text that two models generate: one guesses, the other decides.</summary>
internal sealed class SpeculativeRow(GeneratedRow text)
{
    private readonly List<int> _guesses = [];

    public GeneratedRow Text { get; } = text;

    /// <summary>Tokens of the text that stand in the draft's key/values.</summary>
    public int Held { get; private set; } = text.Item.Shared.Length;

    /// <summary>Tokens that the draft has not read yet: one, or two where all its guesses were right.</summary>
    public int Behind => Text.Length - Held;

    /// <summary>What generation cost both models, operations.</summary>
    public double Flops { get; set; }

    /// <summary>Guesses of this round.</summary>
    public IReadOnlyList<int> Guesses => _guesses;

    /// <summary>Most guesses that this round can use: the model adds one token of its own.</summary>
    public int Room { get; private set; }

    public void Begin(int most)
    {
        _guesses.Clear();
        Room = Math.Min(most, Text.Left - 1);
    }

    /// <summary>Takes the draft's likeliest token; -1, where no logits told it, ends guessing.</summary>
    public void Guess(int token)
    {
        if (_guesses.Count == Room) return;
        if (token < 0) Room = _guesses.Count;
        else _guesses.Add(token);
    }

    /// <summary>Decides by the model's likeliest tokens after the last token and after each guess, as far as they agree.</summary>
    /// <param name="likeliest">One more than there are guesses.</param>
    /// <param name="drafted">Whether the draft ran in this round.</param>
    /// <returns>Guesses that were right.</returns>
    public int Decide(ReadOnlySpan<int> likeliest, bool drafted)
    {
        var (before, right) = (Text.Length, 0);
        for (var i = 0; i <= _guesses.Count; i++)
        {
            Text.Take(likeliest[i]);
            if (Text.Answer is not null || i == _guesses.Count || Text.Last != _guesses[i]) break;
            right++;
        }
        // The draft has read all but its last guess; what the model decided otherwise is forgotten.
        if (drafted) Held = Math.Min(Text.Length - 1, before + Math.Max(0, _guesses.Count - 1));
        return right;
    }
}
