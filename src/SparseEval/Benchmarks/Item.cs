namespace SparseEval;

/// <summary>One question of a benchmark with its target.</summary>
/// <remarks>
/// With <see cref="Options"/> the item is multiple choice and <see cref="Answer"/> is one of them; without, the answer is free text.
/// <see cref="Fields"/> holds what the benchmark's file says besides (family, difficulty, subject ...), as text: strata, categories
/// and clusters are named by these fields.
/// </remarks>
public sealed class Item
{
    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>();

    /// <summary>Makes an item; its text is kept as given.</summary>
    /// <param name="id">Not empty, and used once in a benchmark.</param>
    /// <param name="prompt">What the model reads before it answers. May be empty where only scores are at hand.</param>
    /// <param name="answer">The right option's text, or the expected free answer.</param>
    /// <param name="options">Empty or null for a free answer; else at least two texts that differ, one of them <paramref name="answer"/>.</param>
    /// <param name="fields">Named texts by which items are grouped.</param>
    /// <exception cref="SparseEvalException">The id is empty, or the answer is not among the options.</exception>
    public Item(string id, string prompt = "", string answer = "", IReadOnlyList<string>? options = null,
        IReadOnlyDictionary<string, string>? fields = null)
    {
        if (string.IsNullOrWhiteSpace(id)) throw new SparseEvalException("An item has an empty id. Give every item a unique, non-empty id.");
        Id = id;
        Prompt = prompt;
        Answer = answer;
        Options = options ?? [];
        Fields = fields ?? NoFields;
        AnswerIndex = IndexOfAnswer();
    }

    /// <summary>Unique in its benchmark.</summary>
    public string Id { get; }

    /// <summary>What the model reads before it answers.</summary>
    public string Prompt { get; }

    /// <summary>The right option's text, or the expected free answer.</summary>
    public string Answer { get; }

    /// <summary>The texts to choose from; empty for a free answer.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>Position of <see cref="Answer"/> in <see cref="Options"/>, or -1 for a free answer.</summary>
    public int AnswerIndex { get; }

    /// <summary>Named texts by which items are grouped.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>True where the model picks one of <see cref="Options"/>.</summary>
    public bool IsMultipleChoice => Options.Count > 0;

    /// <summary>The text of a field.</summary>
    /// <exception cref="SparseEvalException">The item has no such field; the message lists those it has.</exception>
    public string this[string field] => Fields.TryGetValue(field, out var text) ? text : throw new SparseEvalException(
        $"Item '{Id}' has no field '{field}'. Its fields are: {(Fields.Count == 0 ? "none" : string.Join(", ", Fields.Keys))}.");

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Prompt}";

    /// <summary>The white space that ends the prompt, and the answer: what bits per byte are about, since most models' tokens hold the white space before a word.</summary>
    public string MeasuredText => Prompt[Prompt.TrimEnd().Length..] + Answer;

    private int IndexOfAnswer()
    {
        if (Options.Count == 0) return -1;
        if (Options.Count == 1) throw new SparseEvalException($"Item '{Id}' has 1 option; multiple choice needs at least 2.");
        if (Options.Distinct(StringComparer.Ordinal).Count() != Options.Count)
            throw new SparseEvalException($"Item '{Id}' repeats an option. Options must differ from one another.");
        for (var i = 0; i < Options.Count; i++)
            if (string.Equals(Options[i], Answer, StringComparison.Ordinal)) return i;
        throw new SparseEvalException($"Item '{Id}': the answer '{Answer}' is not among its {Options.Count} options.");
    }
}
