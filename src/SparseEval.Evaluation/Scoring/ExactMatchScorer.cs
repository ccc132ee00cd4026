namespace SparseEval.Evaluation;

/// <summary>Compares the generated text with the answer.</summary>
internal sealed class ExactMatchScorer(ExactMatchOptions options) : IScorer
{
    private static readonly ExactMatchOptions Defaults = new();

    public string Name { get; } = options.MaxTokens == Defaults.MaxTokens && options.Stop.SequenceEqual(Defaults.Stop)
        ? "exact_match"
        : $"exact_match(max_tokens={options.MaxTokens}, stop={string.Join('|', options.Stop.Select(Escaped))})";

    public EngineRequest CreateRequest(Item item) => item.IsMultipleChoice
        ? throw new SparseEvalException($"Item '{item.Id}' has options, and scorer 'exact_match' scores free answers. Score it with acc, or mixed benchmarks with auto.")
        : new GenerationRequest { ItemId = item.Id, Context = item.Prompt, MaxTokens = options.MaxTokens, Stop = options.Stop };

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        if (completion.Text is not { } text)
            throw new SparseEvalException($"Item '{item.Id}' needs a generated text, and the engine answered without one.");
        return string.Equals(text.Trim(), item.Answer.Trim(), StringComparison.Ordinal) ? 1 : 0;
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
