using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval export</c>: drawn items for other harnesses and batch services, ledgers for codecarbon's readers.</summary>
internal static class ExportVerb
{
    private const string Codecarbon = "codecarbon-csv";
    private const string AiEvaluation = "ai-evaluation";

    public static Verb Verb { get; } = new("export", "Writes the drawn items as other harnesses and batch services take them, or a record's ledger as codecarbon does.", RunAsync)
    {
        TakesPlan = true,
        Settings =
        [
            .. ExportSettings.Own, ImportSettings.Out, KnownSettings.Model, KnownSettings.Scorer, ServerSettings.Interface, .. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own, KnownSettings.Output,
        ],
        Examples =
        [
            "sparseeval export --to openai-batch --model my-model --scorer letter --limit 300 -o requests.jsonl",
            "sparseeval export --to lm-eval-samples --benchmark items.jsonl --by subject --limit 500 -o samples.json",
            "sparseeval export --to inspect-sample-id --benchmark items.jsonl --limit 200",
            "sparseeval export --to promptfoo-filter --benchmark items.jsonl --limit 200",
            "sparseeval export --to codecarbon-csv --record record.json -o emissions.csv",
            "sparseeval export --to py-irt --history history.parquet -o responses.jsonlines",
            "sparseeval export --to ai-evaluation --record record.json --out store",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var to = context.Values.Required(ExportSettings.To);
        if (to == AiEvaluation) return Task.FromResult(Store(context));
        if (to == MatrixExport.Parquet) return Task.FromResult(Matrix(context));
        var (text, remark) = to == Codecarbon ? Ledgers(context.Values) : Items(context.Values, to);
        var outputs = OutputFiles.Of(context.Values, context.Values.FullPaths(ExportSettings.Record));
        foreach (var path in outputs) OutputFiles.Write(path, text);
        if (outputs.Count == 0) context.Output.Write(text);
        context.Error.WriteLine($"sparseeval: {remark}.");
        return Task.FromResult(ExitCode.Done);
    }

    private static int Store(VerbContext context)
    {
        var paths = context.Values.FullPaths(ExportSettings.Record);
        if (paths.Count == 0) throw new SparseEvalException("--record is needed: the JSON file that 'sparseeval run -o' wrote.");
        var folder = context.Values.FullPath(ImportSettings.Out) ?? throw new SparseEvalException($"{ImportSettings.Out.Flag} is needed: the store's folder.");
        foreach (var record in paths.Select(RunRecord.Read)) AiEvaluationStore.Write(folder, record);
        context.Error.WriteLine($"sparseeval: {Quantity.Of(paths.Count, "run")} in {folder}; render it with: dotnet aieval report --path {folder} --output report.html.");
        return ExitCode.Done;
    }

    private static int Matrix(VerbContext context)
    {
        if (OutputFiles.Of(context.Values) is not [var path]) throw new SparseEvalException("Give exactly one output file with -o, such as matrix.parquet.");
        ResponseMatrices.Write(path, MatrixExport.Read(context.Values));
        return ExitCode.Done;
    }

    private static (string, string) Ledgers(SettingValues values)
    {
        var paths = values.FullPaths(ExportSettings.Record);
        if (paths.Count == 0) throw new SparseEvalException("--record is needed: the JSON file that 'sparseeval run -o' wrote.");
        return (CodecarbonCsv.Write(paths.Select(RunRecord.Read), values.Number(ExportSettings.CarbonIntensity)), Quantity.Of(paths.Count, "run"));
    }

    private static (string, string) Items(SettingValues values, string to)
    {
        if (MatrixExport.Forms.TryGetValue(to, out var matrix)) return (matrix(MatrixExport.Read(values)), "the history's scores");
        if (!ExportComposer.Forms.TryGetValue(to, out var form))
            throw new SparseEvalException($"{values.Origin(ExportSettings.To)} is '{to}'. Use one of: {string.Join(", ", ExportComposer.Forms.Keys)}, {Codecarbon}, {AiEvaluation}, {string.Join(", ", MatrixExport.Forms.Keys)}, {MatrixExport.Parquet}.");
        Setting[] own = [ExportSettings.Record, ExportSettings.CarbonIntensity, .. to == "lm-eval-samples" ? [] : new[] { ExportSettings.Task }];
        if (own.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} has no effect on '{to}'. Leave it out.");
        var frame = PlanComposer.Frame(values);
        var ids = ExportComposer.Draw(values, frame);
        var (text, remark) = form(values, frame.Benchmark, ids);
        return (text, $"{Quantity.Of(ids.Count, "item")}; {remark}");
    }
}
