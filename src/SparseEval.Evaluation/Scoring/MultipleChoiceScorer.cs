namespace SparseEval.Evaluation;

/// <summary>Picks the option that the model finds most likely.</summary>
internal sealed class MultipleChoiceScorer(bool normalized) : IScorer
{
    /// <summary>Stands between prompt and option, as lm-evaluation-harness's target delimiter.</summary>
    private const string Delimiter = " ";

    public string Name => normalized ? "acc_norm" : "acc";

    public EngineRequest CreateRequest(Item item)
    {
        if (!item.IsMultipleChoice)
            throw new SparseEvalException($"Item '{item.Id}' has no options, and scorer '{Name}' needs them. Score free answers with exact_match, or mixed benchmarks with auto.");
        if (normalized && item.Options.Any(option => option.Length == 0))
            throw new SparseEvalException($"Item '{item.Id}' has an empty option, whose length acc_norm would divide by. Score this benchmark with acc.");
        return new LogLikelihoodRequest { ItemId = item.Id, Context = item.Prompt, Continuations = [.. item.Options.Select(option => Delimiter + option)] };
    }

    public double? Score(Item item, Completion completion)
    {
        if (completion.Error is not null) return null;
        if (completion.LogLikelihoods is not { } logs || logs.Count != item.Options.Count)
            throw new SparseEvalException($"Item '{item.Id}' has {item.Options.Count} options, and the engine answered with " +
                $"{completion.LogLikelihoods?.Count ?? 0} log-likelihoods. The engine must answer for each option.");
        return Best(item, logs) == item.AnswerIndex ? 1 : 0;
    }

    private int Best(Item item, IReadOnlyList<double> logs)
    {
        var best = 0;
        for (var i = 1; i < logs.Count; i++)
            if (Value(item, logs, i) > Value(item, logs, best)) best = i;
        return best;
    }

    private double Value(Item item, IReadOnlyList<double> logs, int i) => normalized ? logs[i] / CodePoints(item.Options[i]) : logs[i];

    // Python's len counts code points; a surrogate pair is one of them.
    private static int CodePoints(string text) => text.EnumerateRunes().Count();
}
