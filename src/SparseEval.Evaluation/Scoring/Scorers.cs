namespace SparseEval.Evaluation;

/// <summary>The catalog of scorers.</summary>
public static class Scorers
{
    /// <summary>Every scorer with its defaults, by name.</summary>
    public static IReadOnlyDictionary<string, IScorer> All { get; } = new Dictionary<string, IScorer>(StringComparer.Ordinal)
    {
        ["acc"] = MultipleChoice(),
        ["acc_norm"] = MultipleChoiceNormalized(),
        ["exact_match"] = ExactMatch(),
        ["auto"] = Auto(),
    };

    /// <summary>
    /// <c>acc</c>: 1 where the right option has the greatest log-likelihood given the prompt, else 0. The model reads the prompt, one space and
    /// the option. Of options with equal log-likelihood the first counts, as in lm-evaluation-harness.
    /// </summary>
    public static IScorer MultipleChoice() => new MultipleChoiceScorer(normalized: false);

    /// <summary>
    /// <c>acc_norm</c>: as <see cref="MultipleChoice"/>, with each log-likelihood divided by the option's length in characters (Unicode code
    /// points, without the space before it), as in lm-evaluation-harness.
    /// </summary>
    public static IScorer MultipleChoiceNormalized() => new MultipleChoiceScorer(normalized: true);

    /// <summary><c>exact_match</c>: 1 where the generated text equals the answer after both are trimmed of white space, else 0. Case counts.</summary>
    public static IScorer ExactMatch(ExactMatchOptions? options = null) => new ExactMatchScorer(options ?? new());

    /// <summary>Scores items that have options by one scorer and free answers by another.</summary>
    /// <param name="multipleChoice">For items with options; default <see cref="MultipleChoice"/>.</param>
    /// <param name="freeAnswer">For items without; default <see cref="ExactMatch"/>.</param>
    public static IScorer Auto(IScorer? multipleChoice = null, IScorer? freeAnswer = null) =>
        new AutoScorer(multipleChoice ?? MultipleChoice(), freeAnswer ?? ExactMatch());

    /// <summary>The scorer with this name, with its defaults.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists what there is.</exception>
    public static IScorer Parse(string name) => All.TryGetValue(name, out var scorer) ? scorer
        : throw new SparseEvalException($"There is no scorer '{name}'. Use one of: {string.Join(", ", All.Keys)}.");
}
