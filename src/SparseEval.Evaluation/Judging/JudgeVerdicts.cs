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
        double?[] scores = [.. verdicts.Select((verdict, i) => options.Against is null ? JudgeReplies.Grade(verdict.Text ?? "", options.Least, options.Most)
            : JudgeReplies.Better(verdict.Text ?? "") is { } better ? (i == 0 ? better : 1 - better) : null)];
        var unread = Array.FindIndex(scores, score => score is null);
        return unread < 0 ? answer with { Cost = cost, Score = scores.Average(), Verdicts = options.Against is null ? null : [.. scores.Select(score => score!.Value)] }
            : answer with { Cost = cost, Error = Unread(verdicts[unread].Text ?? "") };
    }

    private string Unread(string reply) => JudgeReplies.Said(reply) is { } said
        ? $"The judge's reply '{Short(said.Trim())}' holds no {(options.Against is null ? $"grade from {options.Least} to {options.Most}" : "verdict A, B or tie")} on a line of its own."
        : $"The judge's reply ends after {options.MaxTokens} tokens while it still thinks. Let it answer without thinking, or give it more tokens.";

    private static string Short(string text) => text.Length <= 60 ? text.ReplaceLineEndings(" ") : text[..60].ReplaceLineEndings(" ") + "...";
}
