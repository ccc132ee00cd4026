using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval export</c>: drawn items for other harnesses and batch services, ledgers for codecarbon's readers.</summary>
internal static class ExportVerb
{
    private const string Codecarbon = "codecarbon-csv";

    public static Verb Verb { get; } = new("export", "Writes the drawn items as other harnesses and batch services take them, or a record's ledger as codecarbon does.", RunAsync)
    {
        TakesPlan = true,
        Settings =
        [
            .. ExportSettings.Own, KnownSettings.Model, KnownSettings.Scorer, ServerSettings.Interface, .. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own, KnownSettings.Output,
        ],
        Examples =
        [
            "sparseeval export --to openai-batch --model my-model --scorer letter --limit 300 -o requests.jsonl",
            "sparseeval export --to lm-eval-samples --benchmark items.jsonl --by subject --limit 500 -o samples.json",
            "sparseeval export --to inspect-sample-id --benchmark items.jsonl --limit 200",
            "sparseeval export --to promptfoo-filter --benchmark items.jsonl --limit 200",
            "sparseeval export --to codecarbon-csv --record record.json -o emissions.csv",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var to = context.Values.Required(ExportSettings.To);
        var (text, remark) = to == Codecarbon ? Ledgers(context.Values) : Items(context.Values, to);
        var outputs = OutputFiles.Of(context.Values, context.Values.FullPaths(ExportSettings.Record));
        foreach (var path in outputs) OutputFiles.Write(path, text);
        if (outputs.Count == 0) context.Output.Write(text);
        context.Error.WriteLine($"sparseeval: {remark}.");
        return Task.FromResult(ExitCode.Done);
    }

    private static (string, string) Ledgers(SettingValues values)
    {
        var paths = values.FullPaths(ExportSettings.Record);
        if (paths.Count == 0) throw new SparseEvalException("--record is needed: the JSON file that 'sparseeval run -o' wrote.");
        return (CodecarbonCsv.Write(paths.Select(RunRecord.Read), values.Number(ExportSettings.CarbonIntensity)), Quantity.Of(paths.Count, "run"));
    }

    private static (string, string) Items(SettingValues values, string to)
    {
        if (!ExportComposer.Forms.TryGetValue(to, out var form))
            throw new SparseEvalException($"{values.Origin(ExportSettings.To)} is '{to}'. Use one of: {string.Join(", ", ExportComposer.Forms.Keys)}, {Codecarbon}.");
        Setting[] own = [ExportSettings.Record, ExportSettings.CarbonIntensity, .. to == "lm-eval-samples" ? [] : new[] { ExportSettings.Task }];
        if (own.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} has no effect on '{to}'. Leave it out.");
        var frame = PlanComposer.Frame(values);
        var ids = ExportComposer.Draw(values, frame);
        var (text, remark) = form(values, frame.Benchmark, ids);
        return (text, $"{Quantity.Of(ids.Count, "item")}; {remark}");
    }
}
