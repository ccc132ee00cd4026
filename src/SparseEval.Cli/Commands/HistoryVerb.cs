using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval history</c>: run records to a response matrix with costs.</summary>
internal static class HistoryVerb
{
    public static Verb Verb { get; } = new("history", "Collects run records of one benchmark into a history (Parquet), with the cost of every item.", RunAsync)
    {
        Arguments = "Run records (JSON), one a model.",
        Settings = [KnownSettings.Output],
        Examples = ["sparseeval history records/*.json -o history.parquet"],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        if (context.Arguments.Count == 0) throw new SparseEvalException("No records were given. Name the JSON files that 'sparseeval run -o' wrote.");
        if (context.Values.Several(KnownSettings.Output) is not [var path]) throw new SparseEvalException("Give exactly one output file with -o, such as history.parquet.");
        var scores = new List<double>();
        ResponseMatrices.Write(path, Rows(context.Arguments, scores, cancellation));
        scores.Sort();
        context.Output.WriteLine($"{scores.Count} models written to {path}; mean scores {scores[0]:0.000} to {scores[^1]:0.000}, median {scores[scores.Count / 2]:0.000}");
        foreach (var (tenth, models) in scores.CountBy(score => (int)(score * 10)).OrderBy(band => band.Key))
            context.Output.WriteLine($"  {tenth / 10.0:0.0}-{(tenth + 1) / 10.0:0.0}  {new string('█', models)} {models}");
        return Task.FromResult(ExitCode.Done);
    }

    private static IEnumerable<ResponseRow> Rows(IReadOnlyList<string> paths, List<double> means, CancellationToken cancellation)
    {
        var (fingerprint, models) = ((string?)null, new Dictionary<string, string>());
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var record = RunRecord.Read(path);
            if ((fingerprint ??= record.Benchmark.Fingerprint) != record.Benchmark.Fingerprint)
                throw new SparseEvalException($"'{path}' is of another version of the benchmark than '{paths[0]}'. A history holds one version.");
            if (!models.TryAdd(record.Engine.Model, path))
                throw new SparseEvalException($"'{path}' and '{models[record.Engine.Model]}' are both of model '{record.Engine.Model}'. Give one record a model.");
            means.Add(record.Items.Average(item => item.Score) ?? throw new SparseEvalException($"'{path}' holds no scores."));
            foreach (var item in record.Items) yield return Row(record.Engine.Model, item);
        }
    }

    private static ResponseRow Row(string model, RunItem item) => new(model, item.Id, item.Score)
    {
        InputTokens = item.Cost.InputTokens,
        OutputTokens = item.Cost.OutputTokens,
        ForwardFlops = item.Cost.ForwardFlops,
        EngineSeconds = item.Cost.EngineTime.TotalSeconds,
    };
}
