using System.Globalization;
using System.Numerics.Tensors;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>What a graph's output says of an item: labels' log-likelihoods or the likeliest label, a number, or similarities.</summary>
internal sealed class GraphAnswers(GraphEngineOptions options)
{
    private readonly Dictionary<string, int> _labels = options.Labels.Select((label, i) => (label, i)).ToDictionary(l => l.label, l => l.i);

    /// <exception cref="SparseEvalException">The output does not fit the labels, or the request does not fit what the output is.</exception>
    public Completion Of(EngineRequest request, float[][] vectors)
    {
        var answer = new Completion { ItemId = request.ItemId, Cost = ComputeCost.Zero };
        var first = vectors[0];
        if (Array.Exists(vectors, v => Array.Exists(v, x => !float.IsFinite(x)))) return answer with { Error = $"Item '{request.ItemId}' has no answer: the output holds NaN or infinity." };
        if (options.Answer == GraphAnswer.Labels && first.Length != _labels.Count)
            throw new SparseEvalException($"the output holds {first.Length} numbers, and {_labels.Count} labels were given.");
        if (Array.Exists(vectors, v => v.Length != first.Length)) throw new SparseEvalException($"its texts have vectors of {string.Join(", ", vectors.Select(v => v.Length))} numbers, which cannot be compared.");
        return (options.Answer, request) switch
        {
            (GraphAnswer.Labels, LogLikelihoodRequest choice) => answer with { LogLikelihoods = Labels(first, choice) },
            (GraphAnswer.Labels, _) => answer with { Text = options.Labels[TensorPrimitives.IndexOfMax<float>(first)] },
            (GraphAnswer.Embedding, LogLikelihoodRequest) => Similar(answer, [.. vectors.Skip(1).Select(v => (double)TensorPrimitives.CosineSimilarity(first, v))]),
            (GraphAnswer.Number, GenerationRequest) => answer with { Text = first[0].ToString("R", CultureInfo.InvariantCulture) },
            _ => throw new SparseEvalException($"a graph that answers with {options.Answer} cannot be asked for {(request is GenerationRequest ? "text" : "log-likelihoods")}."),
        };
    }

    private static Completion Similar(Completion answer, double[] cosines) => Array.TrueForAll(cosines, double.IsFinite) ? answer with { LogLikelihoods = cosines, Similarities = cosines }
        : answer with { Error = $"Item '{answer.ItemId}' has no answer: an embedding of length 0 has no direction." };

    private double[] Labels(float[] logits, LogLikelihoodRequest choice)
    {
        var normalizer = new LogProbabilities(logits.Length).Normalizer(logits);
        return [.. choice.Continuations.Select(c => _labels.TryGetValue(c.Trim(), out var label)
            ? logits[label] - normalizer
            : throw new SparseEvalException($"its option '{c.Trim()}' is no label of the model."))];
    }
}
