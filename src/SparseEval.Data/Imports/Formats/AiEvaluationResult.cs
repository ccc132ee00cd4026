namespace SparseEval.Data;

/// <summary>One file of a store.</summary>
internal sealed record AiEvaluationResult(string Path, string Execution, string Scenario, string Iteration, string? Model, IReadOnlyDictionary<string, double?> Metrics, RunCosts Costs, string? Prompt, IReadOnlyList<string> Tags)
{
    public static AiEvaluationResult Read(string path, double full)
    {
        using var document = JsonText.TryDocument(path) ?? throw new SparseEvalException($"'{path}' is no JSON document.");
        var root = new JsonPlace(document.RootElement, path);
        var turns = root["chatDetails"]?["turnDetails"] is { IsArray: true } list ? list.Elements().ToList() : [];
        var metrics = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (name, metric) in root.Require("evaluationResult").Require("metrics").Members())
            if (metric["$type"]?.Text is not ("string" or "none")) metrics[name] = ScoreValue.Of(metric["value"], name, full);
        return new(path, root.RequireText("executionName"), root.RequireText("scenarioName"), root.RequireText("iterationName"), turns.FirstOrDefault()["model"]?.Text, metrics, CostsOf(turns),
            root["messages"] is { IsArray: true } messages ? messages.Elements().Select(Text).LastOrDefault(text => text is not null) : null,
            root["tags"] is { IsArray: true } tags ? [.. tags.Elements().Select(tag => tag.Text ?? "")] : []);
    }

    public void AddTo(RunBuilder run, string metric, bool byIteration)
    {
        var (item, epoch) = byIteration ? (Iteration, null) : (Scenario, Iteration);
        run.Add(item, Metrics[metric], Path, epoch, Costs);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Tags.Count > 0) fields["tag"] = Tags[0];
        if (!run.Describes(item)) run.Describe(ItemText.Make(item, Prompt, null, [], fields));
    }

    /// <summary>Sums over the turns; an answer from the cache cost nothing.</summary>
    private static RunCosts CostsOf(List<JsonPlace> turns)
    {
        double? Sum(Func<JsonPlace, double?> amount) => RunCosts.Sum([.. turns.Select(amount)]);
        static double? Paid(JsonPlace turn, double? amount) => turn["cacheHit"]?.Text == "true" ? 0 : amount;
        return new(Sum(turn => Paid(turn, RunCosts.Amount(turn["usage"]?["inputTokenCount"]))), Sum(turn => Paid(turn, RunCosts.Amount(turn["usage"]?["outputTokenCount"]))), Sum(turn => Paid(turn, Latency(turn["latency"]))));
    }

    /// <summary>Seconds as a number, or a time as .NET writes it.</summary>
    private static double? Latency(JsonPlace? value) => RunCosts.Amount(value) ?? (TimeSpan.TryParse(value?.Text, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time.TotalSeconds : null);

    private static string? Text(JsonPlace message) => message["contents"] is { IsArray: true } contents ? string.Concat(contents.Elements().Select(part => part["text"]?.Text)) : message["text"]?.Text;
}
