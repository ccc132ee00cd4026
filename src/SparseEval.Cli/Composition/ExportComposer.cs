using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>The drawn items in the form that another tool takes.</summary>
internal static class ExportComposer
{
    private static readonly Dictionary<int, double?> NothingScored = [];

    /// <summary>Every form by its name: what it makes of the values and the drawn ids, and a remark for the user.</summary>
    public static IReadOnlyDictionary<string, Func<SettingValues, Benchmark, IReadOnlyList<string>, (string Text, string Remark)>> Forms { get; } =
        new Dictionary<string, Func<SettingValues, Benchmark, IReadOnlyList<string>, (string, string)>>(StringComparer.Ordinal)
        {
            ["openai-batch"] = Batch,
            ["lm-eval-samples"] = (values, benchmark, ids) => (DrawnItems.LmEvalSamples(benchmark, ids, values.Text(ExportSettings.Task)) + "\n",
                "run exactly the tasks that the file names (--tasks), with --samples FILE, without --limit and --cache_requests"),
            ["inspect-sample-id"] = (_, benchmark, ids) => (DrawnItems.InspectSampleId(benchmark, ids) + "\n", "give this to --sample-id"),
            ["promptfoo-filter"] = (_, benchmark, ids) => (DrawnItems.PromptfooFilter(benchmark, ids) + "\n", "give this to --filter-pattern; each test's description must be its item's id"),
            ["ids"] = (_, _, ids) => (string.Concat(ids.Select(id => $"{OneLine(id)}\n")), "one id a line"),
        };

    /// <summary>Ids of the drawn items in the benchmark's order.</summary>
    /// <exception cref="SparseEvalException">The design draws later items by the scores of earlier ones.</exception>
    public static IReadOnlyList<string> Draw(SettingValues values, SamplingFrame frame)
    {
        if (WatchComposer.IsAsked(values)) throw new SparseEvalException("--until stops a run by its scores; items that are exported must be known before any is scored. Leave it out.");
        var plan = PlanComposer.Plan(values, frame);
        // Nothing is sent to a server that is only asked to predict.
        var predictor = RemoteEngines.OpenAi(new() { Server = new("http://export.invalid/v1"), Model = "any" });
        var items = plan.Budget.Kind == BudgetKind.Items ? (int)plan.Budget.Amount : new Evaluator(predictor, EngineComposer.Scorer(values)).Preview(plan).ItemIds.Count;
        var pass = plan.Design.Begin(frame, items, plan.Seed);
        var first = pass.TryNext(NothingScored, out _);
        if (!first || pass.TryNext(NothingScored, out _))
            throw new SparseEvalException($"Design '{plan.Design.Name}' draws later items by the scores of earlier ones, so its items cannot be exported at once. Use stratified with a fixed allocation, or simple-random.");
        return [.. pass.Sample.Items.Select(item => item.Index).Order().Select(position => frame.Benchmark.Items[position].Id)];
    }

    /// <exception cref="SparseEvalException">The id would become two.</exception>
    private static string OneLine(string id) => id.ReplaceLineEndings("") == id ? id
        : throw new SparseEvalException($"The id '{id.ReplaceLineEndings("\\n")}' holds a line break, and this form has one id a line. Rename the item, or export as inspect-sample-id or openai-batch.");

    private static (string, string) Batch(SettingValues values, Benchmark benchmark, IReadOnlyList<string> ids)
    {
        EngineTaken.RequireTopTokens(values, null);
        var scorer = EngineComposer.Scorer(values);
        using var text = new StringWriter();
        BatchFiles.Write(text, ids.Select(id => scorer.CreateRequest(benchmark.Items[benchmark.IndexOf(id)])), BatchComposer.Options(values));
        return (text.ToString(), "run it as a batch, then: sparseeval run --batch-answers ANSWERS with the same flags");
    }
}
