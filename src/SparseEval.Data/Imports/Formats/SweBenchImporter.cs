namespace SparseEval.Data;

/// <summary>SWE-bench: reports of both layouts, lists of ids by outcome.</summary>
internal sealed class SweBenchImporter : IImporter
{
    // What each list says about an id: 1, 0, or no score. Lists that only say how far an instance came (submitted, completed, generated, with_logs, applied) say 0 unless another says more.
    private static readonly (string List, double? Score, string Why)[] Lists =
    [
        ("resolved_ids", 1, ""), ("unresolved_ids", 0, ""), ("empty_patch_ids", 0, ""), ("error_ids", 0, ""),
        ("infra_failure_ids", null, "infrastructure failed"), ("incomplete_ids", null, "not submitted"),
        ("resolved", 1, ""), ("no_generation", 0, ""), ("generated", 0, ""), ("install_fail", 0, ""), ("reset_failed", 0, ""), ("no_apply", 0, ""), ("applied", 0, ""), ("test_errored", 0, ""), ("test_timeout", 0, ""),
    ];

    public string Name => "swe-bench";

    public int Version => 1;

    public string Description => "SWE-bench reports: {model}.{run}.json with resolved_ids, or the lists of 2024";

    public ImportChoices Choices => ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.HasDocumentKeys("resolved_ids", "submitted_ids") || source.HasDocumentKeys("resolved_ids", "unresolved_ids") || source.HasDocumentKeys("resolved", "generated", "no_generation");

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var report = source.RequireDocument();
        var run = new RunBuilder(this, options, Choose.Model(options, ModelOf(source), source.Path), "swe-bench", "resolved");
        var lists = Lists.Where(list => report[list.List] is not null).Select(list => (list.List, list.Score, list.Why, Ids: Ids(run, report.Require(list.List)))).ToList();
        var says = new OrderedDictionary<string, (string List, double? Score, string Why)>(StringComparer.Ordinal);
        foreach (var (name, score, why, ids) in lists)
            foreach (var id in ids)
                if (!says.TryAdd(id, (name, score, why))) Reconcile(run, source.Path, says, id, (name, score, why));
        foreach (var (id, (list, score, why)) in says)
        {
            run.Add(id, score * run.Full, $"{source.Path}, {list}", missing: why);
            run.Describe(ItemText.Make(id, null, null, [], new Dictionary<string, string> { ["repository"] = Repository(id) }));
        }
        if (says.Count == 0) throw new SparseEvalException($"'{source.Path}' lists no instances.");
        State(run, report);
        return [run.Build(source)];
    }

    /// <summary>Lists may repeat an id as long as they agree; an unresolved one may say more closely why, and a success is never also a failure.</summary>
    private static void Reconcile(RunBuilder run, string path, OrderedDictionary<string, (string List, double? Score, string Why)> says, string id, (string List, double? Score, string Why) now)
    {
        var before = says[id];
        var progress = now.List is "generated" or "applied"; // every resolved instance is also in these
        if (before.Score == now.Score || progress) return;
        if (now.List == "infra_failure_ids" && before.Score == 0)
        {
            says[id] = now;
            return;
        }
        throw new SparseEvalException($"'{path}': instance '{id}' is in '{before.List}' and in '{now.List}', which contradict each other. Take it out of one.");
    }

    /// <summary>Reports of 2024 state no figure beside the lists that the scores come from.</summary>
    private static void State(RunBuilder run, JsonPlace report)
    {
        if (report["resolved_instances"]?.Number is { } stated) run.State(new ImportedAggregate("resolved instances", stated, run.Sum(), (long?)report["submitted_instances"]?.Number, run.Rows()));
        if (report["ambiguous_failure_ids"] is { IsArray: true } ambiguous && ambiguous.Elements().Any())
            run.Remark("SPE0053", DiagnosticSeverity.Note, $"{ambiguous.Elements().Count()} failures are called ambiguous by the report, which counts them as unresolved; so they count 0 here.");
    }

    private static List<string> Ids(RunBuilder run, JsonPlace list)
    {
        var ids = list.Elements().Select(id => id.Text ?? throw id.Error("an id was expected.")).ToList();
        run.Drop("an id twice in one list", ids.Count - ids.Distinct(StringComparer.Ordinal).Count());
        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The file's name before the run's id; report.json is called like its folder.</summary>
    private static string? ModelOf(ImportSource source)
    {
        var stem = Path.GetFileNameWithoutExtension(source.Name);
        if (stem is "report" or "results") return Path.GetFileName(source.Folder);
        var dot = stem.LastIndexOf('.');
        return dot > 0 ? stem[..dot] : stem;
    }

    private static string Repository(string id) => id.LastIndexOf('-') is > 0 and var dash ? id[..dash].Replace("__", "/", StringComparison.Ordinal) : id;
}
