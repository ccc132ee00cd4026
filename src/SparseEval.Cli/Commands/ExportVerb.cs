using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval export</c>: drawn items for other harnesses and batch services, ledgers for codecarbon's readers.</summary>
internal static class ExportVerb
{
    public static Verb Verb { get; } = new("export", "Writes the drawn items as other harnesses and batch services take them, or a record's ledger as codecarbon does.", RunAsync)
    {
        TakesPlan = true,
        NeedsPlan = values => values.Text(ExportSettings.To) is { } to && ExportSettings.OfItems.Contains(to),
        Settings = [ExportSettings.To, .. ExportTaken.All],
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
        ExportTaken.Require(context.Values, to);
        if (to == "ai-evaluation") return Task.FromResult(Store(context));
        if (to == MatrixExport.Parquet) return Task.FromResult(Matrix(context));
        var (text, remark) = to == "codecarbon-csv" ? Ledgers(context.Values) : MatrixExport.Forms.TryGetValue(to, out var matrix) ? (matrix(MatrixExport.History(context.Values)), "the history's scores") : Items(context.Values, to);
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
        ResponseMatrices.Write(path, ResponseMatrices.ReadRows(MatrixExport.History(context.Values)));
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
        var frame = PlanComposer.Frame(values);
        var ids = ExportComposer.Draw(values, frame);
        var (text, remark) = ExportComposer.Forms[to](values, frame.Benchmark, ids);
        return (text, $"{Quantity.Of(ids.Count, "item")}; {remark}");
    }
}
