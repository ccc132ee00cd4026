namespace SparseEval.Evaluation;

/// <summary>The catalog of scorers.</summary>
public static class Scorers
{
    /// <summary>Every scorer with its defaults, by name.</summary>
    public static IReadOnlyDictionary<string, IScorer> All { get; } = new Dictionary<string, IScorer>(StringComparer.Ordinal)
    {
        ["acc"] = MultipleChoice(),
        ["acc_norm"] = MultipleChoiceNormalized(),
        ["letter"] = Letter(),
        ["exact_match"] = ExactMatch(),
        ["numeric"] = Numeric(),
        ["regex"] = Regex(),
        ["f1"] = TokenF1(),
        ["given"] = Given(),
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
    public static IScorer ExactMatch(GeneratedTextOptions? options = null) => new ExactMatchScorer(options ?? new());

    /// <summary>
    /// <c>letter</c>: lists the options with letters after the prompt and scores 1 where the first capital letter that stands alone in the generated text is the right option's.
    /// For servers that give no log-likelihoods.
    /// </summary>
    /// <param name="options">Default 16 tokens.</param>
    public static IScorer Letter(GeneratedTextOptions? options = null) => new LetterScorer(options ?? LetterScorer.Default);

    /// <summary><c>numeric</c>: 1 where the last number of the generated text equals the last number of the answer within 1e-9, thousands grouped by commas or not; a text without a number is wrong.</summary>
    /// <param name="options">Default <see cref="GeneratedTextOptions.Reasoning"/>.</param>
    public static IScorer Numeric(GeneratedTextOptions? options = null) => new NumericScorer(options ?? GeneratedTextOptions.Reasoning);

    /// <summary><c>regex:PATTERN</c>: 1 where the first group (or all) of the pattern's last match in the generated text equals the trimmed answer; a text without a match is wrong.</summary>
    /// <param name="pattern">Regular expression without look-arounds and back-references; default what follows "answer is" or "####".</param>
    /// <param name="options">Default <see cref="GeneratedTextOptions.Reasoning"/>.</param>
    /// <exception cref="SparseEvalException">It is no such pattern.</exception>
    public static IScorer Regex(string? pattern = null, GeneratedTextOptions? options = null) => new RegexScorer(pattern ?? RegexScorer.DefaultPattern, options ?? GeneratedTextOptions.Reasoning);

    /// <summary><c>f1</c>: harmonic mean of precision and recall of the answer's words, in [0, 1], with case, punctuation and articles removed as in SQuAD.</summary>
    /// <param name="options">Default 32 tokens, to the end of the line.</param>
    public static IScorer TokenF1(GeneratedTextOptions? options = null) => new TokenF1Scorer(options ?? new());

    /// <summary><c>given</c>: the score that the engine gives by itself: a program that runs tests, an agent's harness, a judge.</summary>
    /// <param name="options">How much a model generates before it is graded; default <see cref="GeneratedTextOptions.Reasoning"/>.</param>
    public static IScorer Given(GeneratedTextOptions? options = null) => new GivenScorer(options ?? GeneratedTextOptions.Reasoning);

    /// <summary><c>top:K</c>: 1 where the right option is among the K likeliest, else 0; of equal ones the first comes first.</summary>
    /// <param name="count">At least 1, and less than the number of options.</param>
    /// <exception cref="SparseEvalException">Below 1.</exception>
    public static IScorer Top(int count) => count >= 1 ? new TopScorer(count) : throw new SparseEvalException($"Scorer 'top' takes the {count} likeliest options; give 1 or more.");

    /// <summary>
    /// <c>bits_per_byte</c>: 1 - b / most, b the bits that a byte of the answer's text takes under the model after the prompt. With <see cref="Estimand.AnswerBytes"/>
    /// the full score is 1 less the bits per byte of all texts together over most.
    /// </summary>
    /// <param name="most">Bits a byte at which the score is 0, default 8; a text that takes more ends the run.</param>
    /// <exception cref="SparseEvalException">The bound is out of range.</exception>
    public static IScorer BitsPerByte(double most = BitsPerByteScorer.Default) => new BitsPerByteScorer(most);

    /// <summary><c>error:LOW..HIGH</c>: 1 less the absolute error of the last number in the generated text over the range; beyond it a number counts as the nearest end, no number as the worst.</summary>
    /// <param name="lowest">Least value that an answer can have.</param>
    /// <param name="highest">Greatest value, above the least.</param>
    /// <param name="options">Default <see cref="GeneratedTextOptions.Reasoning"/>.</param>
    /// <exception cref="SparseEvalException">The range is empty or endless.</exception>
    public static IScorer AbsoluteError(double lowest, double highest, GeneratedTextOptions? options = null) => double.IsFinite(lowest) && double.IsFinite(highest) && lowest < highest
        ? new ErrorScorer(lowest, highest, options ?? GeneratedTextOptions.Reasoning) : throw new SparseEvalException($"Scorer 'error' got the range {lowest} to {highest}; give two numbers, the smaller first, such as error:0..100.");

    /// <summary><c>similarity</c>: (1 + cosine of the embeddings of prompt and answer) / 2, for models of embeddings.</summary>
    public static IScorer Similarity() => new SimilarityScorer();

    /// <summary>Scores items that have options by one scorer and free answers by another.</summary>
    /// <param name="multipleChoice">For items with options; default <see cref="MultipleChoice"/>.</param>
    /// <param name="freeAnswer">For items without; default <see cref="ExactMatch"/>.</param>
    public static IScorer Auto(IScorer? multipleChoice = null, IScorer? freeAnswer = null) =>
        new AutoScorer(multipleChoice ?? MultipleChoice(), freeAnswer ?? ExactMatch());

    /// <summary>The scorer with this name, with its defaults; <c>regex:</c> takes its pattern behind the colon.</summary>
    /// <exception cref="SparseEvalException">There is none; the message lists what there is.</exception>
    public static IScorer Parse(string name) => All.TryGetValue(name, out var scorer) ? scorer
        : name.StartsWith("regex:", StringComparison.Ordinal) && name.Length > 6 ? Regex(name[6..])
        : ScorerNames.Parse(name) ?? throw new SparseEvalException($"There is no scorer '{name}'. Use one of: {string.Join(", ", All.Keys)}, {ScorerNames.WithParameters}.");

    /// <summary>The scorer with this name, with its way to generate changed.</summary>
    /// <param name="name">As in <see cref="Parse(string)"/>.</param>
    /// <param name="change">Of the scorer's own options.</param>
    /// <exception cref="SparseEvalException">There is none, or it generates nothing.</exception>
    public static IScorer Parse(string name, Func<GeneratedTextOptions, GeneratedTextOptions> change) => name switch
    {
        "letter" => Letter(change(LetterScorer.Default)),
        "exact_match" => ExactMatch(change(new())),
        "numeric" => Numeric(change(GeneratedTextOptions.Reasoning)),
        "f1" => TokenF1(change(new())),
        "given" => Given(change(GeneratedTextOptions.Reasoning)),
        "auto" => Auto(freeAnswer: ExactMatch(change(new()))),
        "regex" => Regex(null, change(GeneratedTextOptions.Reasoning)),
        _ when Parse(name) is RegexScorer => Regex(name[6..], change(GeneratedTextOptions.Reasoning)),
        _ when Parse(name) is ErrorScorer error => error.With(change(GeneratedTextOptions.Reasoning)),
        _ => throw new SparseEvalException($"Scorer '{name}' generates nothing, so how text is generated means nothing to it. Leave that out, or use letter, exact_match, numeric, regex, f1, given or auto."),
    };
}
