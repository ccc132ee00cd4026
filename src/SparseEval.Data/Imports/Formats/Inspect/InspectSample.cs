namespace SparseEval.Data;

/// <summary>One sample of a log, or its summary.</summary>
internal static class InspectSample
{
    public static void Add(RunBuilder run, JsonPlace sample, string scorer, string? metric)
    {
        var (id, epoch) = (sample.RequireText("id"), sample["epoch"]?.Text);
        var score = sample["scores"]?[scorer] ?? sample["score"];
        var value = score is { IsObject: true } detailed ? detailed["value"] : score;
        if (metric?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && value is { IsObject: true } several) value = several[metric[(slash + 1)..]];
        var failed = sample["error"] is not null;
        var graded = failed ? null : ScoreValue.Graded(value, run.Metric, run.Full);
        run.Add(id, graded, sample.Where, epoch, Costs(sample), failed ? "error" : value is null ? "not scored" : "score is NaN");
        if (!run.Describes(id)) run.Describe(Question(id, sample));
    }

    private static RunCosts Costs(JsonPlace sample)
    {
        var usage = sample["model_usage"] is { IsObject: true } models ? models.Members().Select(m => m.Value).ToList() : [];
        return new(Sum(usage, "input_tokens"), Sum(usage, "output_tokens"), RunCosts.Amount(sample["working_time"] ?? sample["total_time"]), Sum(usage, "total_cost"));
    }

    private static double? Sum(List<JsonPlace> usage, string key) => RunCosts.Sum([.. usage.Select(model => RunCosts.Amount(model[key]))]);

    private static Item Question(string id, JsonPlace sample)
    {
        var options = sample["choices"] is { IsArray: true } choices ? choices.Elements().Select(c => c.Text ?? "").ToList() : [];
        var target = sample["target"] is { } answer ? answer.IsArray ? string.Join(" | ", answer.Elements().Select(t => t.Text)) : answer.Text : null;
        if (target is [>= 'A' and <= 'Z' and var letter] && letter - 'A' < options.Count) target = options[letter - 'A'];
        return ItemText.Make(id, Text(sample["input"]), target, options, ItemText.Fields(sample["metadata"]));
    }

    /// <summary>A text, or the texts of a conversation.</summary>
    private static string? Text(JsonPlace? input) => input is not { IsArray: true } messages ? input?.Text
        : string.Join("\n", messages.Elements().Select(m => m["content"] is { IsArray: true } parts ? string.Concat(parts.Elements().Select(p => p["text"]?.Text)) : m["content"]?.Text));
}
