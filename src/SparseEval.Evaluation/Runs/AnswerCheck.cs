namespace SparseEval.Evaluation;

/// <summary>Holds an engine to its contract.</summary>
internal static class AnswerCheck
{
    /// <summary>The answers, with one that is not a number turned into that item's error.</summary>
    public static IReadOnlyList<Completion> Checked(EngineBatch? asked, IReadOnlyList<Completion> answers)
    {
        var requests = asked?.Requests ?? [];
        if (answers.Count != requests.Count)
            throw new EngineException($"The engine was asked about {requests.Count} items and answered for {answers.Count}.");
        for (var i = 0; i < answers.Count; i++)
            if (answers[i].ItemId != requests[i].ItemId)
                throw new EngineException($"The engine was asked about item '{requests[i].ItemId}' and answered for '{answers[i].ItemId}'.");
        return [.. answers.Select(Meaningful)];
    }

    private static Completion Meaningful(Completion answer) =>
        answer.Error is null && answer.LogLikelihoods?.Any(log => double.IsNaN(log) || double.IsPositiveInfinity(log)) == true
            ? answer with { LogLikelihoods = null, Error = "A log-likelihood is not a number: the model's output holds NaN or infinity." }
            : answer;
}
