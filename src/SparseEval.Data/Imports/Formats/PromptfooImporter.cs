namespace SparseEval.Data;

/// <summary>promptfoo: output as JSON or JSON Lines.</summary>
internal sealed class PromptfooImporter : IImporter
{
    public string Name => "promptfoo";

    public int Version => 1;

    public string Description => "promptfoo eval -o output.json or output.jsonl";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Filter | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.HasLineKeys("promptIdx", "testIdx") || (source.Document?["results"] is { } results && results.Has("results") && results.Has("prompts"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var metric = options.Metric ?? "score";
        var runs = new OrderedDictionary<(string Model, string Prompt), RunBuilder>();
        var rows = source.FirstLine is null ? source.RequireDocument().Require("results").Require("results").Elements() : source.Lines();
        var (metrics, found) = (new List<string> { "score", "success" }, metric is "score" or "success");
        var names = new ModelNames(options, source.Path);
        foreach (var row in rows)
        {
            var provider = row["provider"];
            var model = names.Of(provider?["label"]?.Text is { Length: > 0 } label ? label : provider?["id"]?.Text ?? provider?.Text, () => row.Where);
            var prompt = row.RequireText("promptIdx");
            if (options.Filter is { } wanted && prompt != wanted) continue;
            found |= Named(row, metric, metrics);
            if (!runs.TryGetValue((model, prompt), out var run)) runs.Add((model, prompt), run = new(this, options, model, "", metric));
            Add(run, row, metric);
        }
        if (runs.Count == 0) throw new SparseEvalException($"'{source.Path}' holds no results{(options.Filter is null ? "" : $" of prompt {options.Filter}")}.");
        if (!found) _ = Choose.Of("metric", "--metric", metric, metrics, source.Path);
        if (runs.Keys.GroupBy(key => key.Model).FirstOrDefault(group => group.Count() > 1) is { } several)
            throw new SparseEvalException($"{source.Path}: '{several.Key}' was asked with {several.Count()} prompts (indices {string.Join(", ", several.Select(key => key.Prompt))}). Choose one with --filter.");
        if (source.Document is { } document) foreach (var ((_, prompt), run) in runs) State(run, document.Require("results"), prompt, metric, single: runs.Count == 1 && options.Filter is null);
        return [.. runs.Values.Select(run => run.Build(source))];
    }

    /// <summary>True where a row has a named score; of those that it has the names are kept.</summary>
    private static bool Named(JsonPlace row, string metric, List<string> metrics)
    {
        if (row["namedScores"] is not { IsObject: true } scores) return false;
        foreach (var (name, _) in scores.Members())
            if (!metrics.Contains(name)) metrics.Add(name);
        return scores.Has(metric);
    }

    private static void Add(RunBuilder run, JsonPlace row, string metric)
    {
        var id = row.RequireText("testIdx");
        var failed = row["failureReason"]?.Number == 2; // an error of the provider or of an assertion, not an answer
        var value = metric is "score" or "success" ? row[metric] : row["namedScores"]?[metric];
        var usage = row["tokenUsage"] ?? row["response"]?["tokenUsage"];
        var cost = RunCosts.Amount(row["cost"]);
        run.Add(id, failed ? null : ScoreValue.Of(value, metric, run.Full), row.Where, row["repeatIndex"]?.Text,
            new(RunCosts.Amount(usage?["prompt"]), RunCosts.Amount(usage?["completion"]), RunCosts.Amount(row["latencyMs"]) / 1000, cost), failed ? "error" : "no score");
        if (run.Describes(id)) return;
        var fields = ItemText.Fields(row["testCase"]?["metadata"]);
        foreach (var (name, text) in ItemText.Fields(row["vars"], "prompt")) fields.TryAdd(name, text);
        if (row["testCase"]?["description"]?.Text is { } description) fields.TryAdd("description", description);
        run.Describe(ItemText.Make(id, row["prompt"]?["raw"]?.Text, null, [], fields));
    }

    private static void State(RunBuilder run, JsonPlace results, string prompt, string metric, bool single)
    {
        var figures = int.TryParse(prompt, out var index) && results["prompts"] is { IsArray: true } prompts && index < prompts.Element.GetArrayLength() ? prompts.Elements().ElementAt(index)["metrics"] : null;
        var (passed, failed) = (figures?["testPassCount"]?.Number, figures?["testFailCount"]?.Number);
        if (metric == "score" && figures?["score"]?.Number is { } sum && run.Rows() > 0) run.State(new ImportedAggregate("sum of scores", sum, run.Sum(), (long?)(passed + failed), run.Rows()));
        if (metric == "success" && single && results["stats"]?["successes"]?.Number is { } successes)
            run.State(new ImportedAggregate("successes", successes, run.Sum(), (long?)(successes + results["stats"]?["failures"]?.Number), run.Rows()));
    }
}
