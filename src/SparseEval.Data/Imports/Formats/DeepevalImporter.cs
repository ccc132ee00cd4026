namespace SparseEval.Data;

/// <summary>deepeval: a test run as JSON, of today's and of early 2024's layout.</summary>
internal sealed class DeepevalImporter : IImporter
{
    private const string Success = "success";

    public string Name => "deepeval";

    public int Version => 1;

    public string Description => "deepeval test runs (testCases with metricsData, or metricsMetadata of early 2024)";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.Document?["testCases"] is { IsArray: true } && (source.HasDocumentKeys("metricsScores") || source.HasDocumentKeys("metricScores") || source.HasDocumentKeys("testPassed"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var root = source.RequireDocument();
        var cases = root.Require("testCases").Elements().ToList();
        if (cases.Count == 0) throw new SparseEvalException($"'{source.Path}' holds no test cases.");
        var model = Choose.Model(options, null, $"{source.Path} ({cases.Count} test cases)");
        var metrics = cases.SelectMany(c => Metrics(c).Select(NameOf)).Distinct(StringComparer.Ordinal).ToList();
        // Cases that were judged on their traces alone say no more than whether they passed.
        var metric = options.Metric == Success || (options.Metric is null && metrics.Count == 0) ? Success : Choose.Of("metric", "--metric (or success)", options.Metric, metrics, source.Path);
        var run = new RunBuilder(this, options, model, "", metric);
        var repeated = cases.GroupBy(c => c.RequireText("name"), StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var one in cases) Add(run, one, metric, repeated);
        if (run.Items == 0) throw new SparseEvalException($"'{source.Path}': no test case has the metric '{metric}'.");
        State(run, root, metric);
        return [run.Build(source)];
    }

    private static void Add(RunBuilder run, JsonPlace one, string metric, HashSet<string> repeated)
    {
        var name = one.RequireText("name");
        var id = !repeated.Contains(name) ? name : one["order"]?.Text is { } order ? $"{name}#{order}" : throw one.Error($"'{name}' names several test cases, and none has an 'order' that tells them apart.");
        var of = Metrics(one).Where(m => NameOf(m) == metric).ToList();
        if (of.Count > 1) throw one.Error($"the metric '{metric}' stands {of.Count} times in one test case.");
        if (metric != Success && of.Count == 0)
        {
            run.Drop("without the metric");
            return;
        }
        var failed = metric != Success && of[0]["error"] is not null;
        run.Add(id, failed ? null : ScoreValue.Of(metric == Success ? one[Success] : of[0]["score"], metric, run.Full), one.Where, null,
            new(RunCosts.Amount(one["inputTokenCount"]), RunCosts.Amount(one["outputTokenCount"]), RunCosts.Amount(one["completionTime"]), RunCosts.Amount(one["tokenCost"])), failed ? "error" : "no score");
        run.Describe(ItemText.Make(id, one["input"]?.Text, one["expectedOutput"]?.Text, [], ItemText.Fields(one["metadata"] ?? one["additionalMetadata"])));
    }

    private static IEnumerable<JsonPlace> Metrics(JsonPlace one) => (one["metricsData"] ?? one["metricsMetadata"]) is { IsArray: true } metrics ? metrics.Elements() : [];

    private static string NameOf(JsonPlace metric) => metric["name"]?.Text ?? metric.RequireText("metric");

    private static void State(RunBuilder run, JsonPlace root, string metric)
    {
        if (metric == Success)
        {
            if (root["testPassed"]?.Number is { } passed) run.State(new ImportedAggregate("testPassed", passed, run.Sum(), (long?)(passed + root["testFailed"]?.Number), run.Rows()));
            return;
        }
        var stated = root["metricsScores"] is { IsArray: true } list ? list.Elements().FirstOrDefault(m => m["metric"]?.Text == metric)["scores"] : null;
        if (stated is { IsArray: true } scores && scores.Elements().Select(s => s.Number).OfType<double>().ToList() is { Count: > 0 } numbers) run.State($"mean of its scores of {metric}", numbers.Average(), numbers.Count);
    }
}
