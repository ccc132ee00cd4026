namespace SparseEval.Data;

/// <summary>openai/evals: the record of a run, a specification, events and a final report.</summary>
internal sealed class OpenAiEvalsImporter : IImporter
{
    public string Name => "openai-evals";

    public int Version => 1;

    public string Description => "openai/evals records: a line with the spec, events of type match, a final report";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source) => source.FirstLine?["spec"] is { } spec && spec.Has("eval_name");

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        RunBuilder? run = null;
        var (report, model, task) = (new Dictionary<string, double>(StringComparer.Ordinal), (string?)null, "");
        foreach (var line in source.Lines())
        {
            if (line["spec"] is { } spec)
            {
                if (run is not null) throw line.Error("a second 'spec' begins here: the file holds several runs. Give one run a file.");
                (model, task) = (spec["completion_fns"] is { IsArray: true } functions ? functions.Elements().FirstOrDefault().Text : spec["completion_fns"]?.Text, spec["eval_name"]?.Text ?? "");
                run = new(this, options, Choose.Model(options, model, line.Where), task, options.Metric ?? "match");
            }
            else if (line["final_report"] is { IsObject: true } final)
            {
                foreach (var (name, value) in final.Members()) if (value.Number is { } number) report[name] = number;
            }
            else if (line["type"]?.Text is { } type) Add(run ?? throw line.Error("an event comes before the line with the 'spec'."), line, type, options.Metric);
            else throw line.Error("the line is no spec, no event and no final report.");
        }
        if (run is null) throw new SparseEvalException($"'{source.Path}' has no line with a 'spec'.");
        if (run.Items == 0) throw new SparseEvalException($"'{source.Path}' holds no scores of samples{Stated(report)}. Give the whole record of the run, with its events of type " + (options.Metric is null ? "match." : $"match or metrics with '{options.Metric}'."));
        if (report.TryGetValue(options.Metric ?? "accuracy", out var stated)) run.State(options.Metric ?? "accuracy", stated, report.TryGetValue("n_samples", out var n) ? (long)n : null);
        return [run.Build(source)];
    }

    private static void Add(RunBuilder run, JsonPlace line, string type, string? metric)
    {
        var isMatch = metric is null or "match";
        if (type != (isMatch ? "match" : "metrics")) return;
        var (data, key) = (line.Require("data"), isMatch ? "correct" : metric!);
        if (!isMatch && !data.Has(key)) return; // other figures of the sample
        run.Add(line.RequireText("sample_id"), ScoreValue.Of(data[key], run.Metric, run.Full), line.Where, missing: data.Has(key) ? $"{run.Metric} is null" : "no score");
    }

    private static string Stated(Dictionary<string, double> report) => report.Count == 0 ? ""
        : $" (it states {string.Join(", ", report.Take(3).Select(figure => FormattableString.Invariant($"{figure.Key} {figure.Value:0.######}")))}{(report.TryGetValue("n_samples", out var n) ? FormattableString.Invariant($" over {n} samples") : "")})";
}
