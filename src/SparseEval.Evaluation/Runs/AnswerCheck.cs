namespace SparseEval.Evaluation;

/// <summary>Holds an engine to its contract.</summary>
internal static class AnswerCheck
{
    /// <summary>The answers, with one that is not a number, or does not tell an item's options apart, turned into that item's error.</summary>
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

    private static Completion Meaningful(Completion answer) => answer.Error is null && answer.LogLikelihoods is { } logs && Objection(logs) is { } objection
        ? answer with { LogLikelihoods = null, Error = objection }
        : answer;

    private static string? Objection(IReadOnlyList<double> logs) =>
        logs.Any(log => double.IsNaN(log) || double.IsPositiveInfinity(log)) ? "A log-likelihood is not a number: the model's output holds NaN or infinity."
        : logs.Count > 2 && logs.All(log => log == logs[0]) ? "Every option got the same log-likelihood, which tells nothing."
        : null;
}
