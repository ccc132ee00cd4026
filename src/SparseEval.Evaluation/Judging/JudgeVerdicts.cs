namespace SparseEval.Evaluation;

/// <summary>Puts a model's answer and what a judge said of it together.</summary>
internal sealed class JudgeVerdicts(JudgeOptions options)
{
    /// <summary>An answer with its score; what the judge failed on has none, and what the model failed on keeps its error.</summary>
    public Completion Judged(Completion answer, IReadOnlyList<Completion> verdicts)
    {
        if (answer.Error is not null) return answer;
        if (answer.Text is null) return answer with { Error = "The model gave no text to judge: judge generated answers, not options." };
        var cost = verdicts.Aggregate(answer.Cost, (sum, verdict) => sum + verdict.Cost);
        if (verdicts.FirstOrDefault(verdict => verdict.Error is not null) is { } failed) return answer with { Cost = cost, Error = $"The judge failed: {failed.Error}" };
        double?[] scores = [.. verdicts.Select((verdict, i) => Score(verdict, i))];
        var unread = Array.FindIndex(scores, score => score is null);
        return unread < 0 ? answer with { Cost = cost, Score = scores.Average(), Verdicts = options.Against is null ? null : [.. scores.Select(score => score!.Value)] }
            : answer with { Cost = cost, Error = Unread(verdicts[unread]), IsVerdictCut = IsCut(verdicts[unread]) };
    }

    private double? Score(Completion verdict, int place) => options.Against is null ? JudgeReplies.Grade(verdict.Text ?? "", options.Least, options.Most, verdict.IsTruncated)
        : JudgeReplies.Better(verdict.Text ?? "", verdict.IsTruncated) is { } better ? (place == 0 ? better : 1 - better) : null;

    /// <summary>Thinking without an end is cut off, whatever the engine says.</summary>
    private static bool IsCut(Completion verdict) => verdict.IsTruncated || JudgeReplies.Said(verdict.Text ?? "") is null;

    private string Unread(Completion verdict)
    {
        var wanted = options.Against is null ? $"grade from {options.Least} to {options.Most}" : "verdict A, B or tie";
        if (!IsCut(verdict)) return $"The judge's reply '{Short(JudgeReplies.Said(verdict.Text ?? "")!.Trim())}' holds no {wanted} on a line of its own.";
        var (reply, said) = ((verdict.Text ?? "").Trim(), JudgeReplies.Said(verdict.Text ?? ""));
        return $"The judge's reply was cut off at {options.MaxTokens} tokens {(said is null || reply.Length == 0 ? "while it still thought" : $"('{Short(said.Trim())}')")}, before a line of its own held a {wanted}. Allow more (--judge-max-tokens), or let it answer without thinking.";
    }

    private static string Short(string text) => text.Length <= 60 ? text.ReplaceLineEndings(" ") : text[..60].ReplaceLineEndings(" ") + "...";
}
