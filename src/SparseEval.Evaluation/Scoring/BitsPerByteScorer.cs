using System.Globalization;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>
/// How many bits a byte of the item's answer takes under the model, after the prompt: b = -log2 P(answer | prompt) / bytes, white space that ends the prompt taken to the answer. The score is 1 - b / most,
/// so that the mean over items weighted by their bytes is 1 less the text's bits per byte over the bound.
/// </summary>
internal sealed class BitsPerByteScorer : IScorer
{
    private readonly double _most;

    /// <exception cref="SparseEvalException">The bound is out of range.</exception>
    public BitsPerByteScorer(double most)
    {
        _most = most is > 0 and <= 1000 ? most : throw new SparseEvalException($"The bound of bits_per_byte is {most.ToString(CultureInfo.InvariantCulture)}; give bits a byte above 0, at most 1000, such as bits_per_byte:8.");
        Name = most is Default ? "bits_per_byte" : string.Create(CultureInfo.InvariantCulture, $"bits_per_byte:{most}");
    }

    /// <summary>Bits a byte at which the score is 0; a text that takes more ends the run. Eight is what no model at all needs.</summary>
    public const double Default = 8;

    public string Name { get; }

    public EngineRequest CreateRequest(Item item)
    {
        if (item.IsMultipleChoice) throw new SparseEvalException($"Item '{item.Id}' has options, and scorer 'bits_per_byte' measures one text, the answer. Score it with acc.");
        if (item.Answer.Length == 0) throw new SparseEvalException($"Item '{item.Id}' has an empty answer, and scorer 'bits_per_byte' measures the answer's text. Put the text there; the prompt is what stands before it and may be empty.");
        return new LogLikelihoodRequest { ItemId = item.Id, Context = item.Prompt.TrimEnd(), Continuations = [item.MeasuredText] };
    }

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        if (completion.LogLikelihoods is not { Count: 1 } logs) throw new SparseEvalException($"Item '{item.Id}' was asked for the log-likelihood of one text, and the engine answered with {completion.LogLikelihoods?.Count ?? 0}.");
        var bits = -logs[0] / (Math.Log(2) * Encoding.UTF8.GetByteCount(item.MeasuredText));
        // Setting it to the bound would make the mean too good without a word.
        return bits >= 0 && bits <= _most ? 1 - (bits / _most) : throw new SparseEvalException(string.Create(CultureInfo.InvariantCulture,
            $"Item '{item.Id}' takes {bits:0.###} bits a byte, outside the stated range of 0 to {_most}. ") + (bits < 0 ? "A log-likelihood above 0 is no probability's." :
            string.Create(CultureInfo.InvariantCulture, $"Give a larger bound, such as --scorer bits_per_byte:{Math.Ceiling(bits * 1.5)}; answers that came are kept.")));
    }
}
