using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What all scorers of generated text have in common: they ask for text and compare it with the answer.</summary>
/// <param name="kind">Name without parameters.</param>
/// <param name="options">How much to generate.</param>
/// <param name="byDefault">Of this kind; others stand in the name.</param>
internal abstract class GeneratedTextScorer(string kind, GeneratedTextOptions options, GeneratedTextOptions byDefault) : IScorer
{
    public string Name { get; } = kind + Parameters(options, byDefault);

    public EngineRequest CreateRequest(Item item) => Objection(item) is { } objection ? throw new SparseEvalException($"Item '{item.Id}' {objection}")
        : new GenerationRequest { ItemId = item.Id, Context = Prompt(item), MaxTokens = options.MaxTokens, Stop = options.Stop, Sampling = options.Sampling };

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        return Compare(item, completion.Text ?? throw new SparseEvalException($"Item '{item.Id}' needs a generated text, and the engine answered without one."));
    }

    /// <summary>Why this item cannot be scored so, as the rest of a sentence that begins with its id; null where it can.</summary>
    protected virtual string? Objection(Item item) => item.IsMultipleChoice
        ? $"has options, and scorer '{kind}' scores free answers. Score it with acc or letter, or mixed benchmarks with auto." : null;

    protected virtual string Prompt(Item item) => item.Prompt;

    /// <summary>A score in [0, 1].</summary>
    protected abstract double Compare(Item item, string text);

    /// <summary>What differs from the defaults, to stand behind a scorer's name.</summary>
    public static string Parameters(GeneratedTextOptions options, GeneratedTextOptions byDefault) =>
        (options.MaxTokens == byDefault.MaxTokens && options.Stop.SequenceEqual(byDefault.Stop) ? "" : Length(options)) + Drawing(options.Sampling);

    private static string Length(GeneratedTextOptions options) => $"(max_tokens={options.MaxTokens}, stop={string.Join('|', options.Stop.Select(Escaped))})";

    private static string Drawing(SamplingOptions? sampling) => sampling is { Temperature: > 0 }
        ? string.Create(CultureInfo.InvariantCulture, $"(temperature={sampling.Temperature}, top_p={sampling.TopP}, top_k={sampling.TopK}, seed={sampling.Seed} by item)") : "";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
