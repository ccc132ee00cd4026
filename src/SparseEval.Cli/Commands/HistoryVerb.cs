using SparseEval.Cli.Output;
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
        if (OutputFiles.Of(context.Values, context.Arguments) is not [var path]) throw new SparseEvalException("Give exactly one output file with -o, such as history.parquet.");
        var members = new List<Member>();
        ResponseMatrices.Write(path, Rows(context.Arguments, members, cancellation));
        foreach (var member in members.Where(member => member.Items < member.All))
            context.Error.WriteLine($"sparseeval: '{member.Path}' holds {member.Items} of {Quantity.Of(member.All, "item")}; the rest are missing. A later run needs every item from some model ('run --limit all').");
        Summarize(context.Output, path, [.. members.Select(member => member.Score).Order()]);
        return Task.FromResult(ExitCode.Done);
    }

    private static void Summarize(TextWriter output, string path, IReadOnlyList<double> scores)
    {
        output.WriteLine($"{Quantity.Of(scores.Count, "model")} written to {path}; mean scores {scores[0]:0.000} to {scores[^1]:0.000}, median {scores[scores.Count / 2]:0.000}");
        foreach (var (tenth, models) in scores.CountBy(score => Math.Min(9, (int)(score * 10))).OrderBy(band => band.Key))
            output.WriteLine($"  {tenth / 10.0:0.0}-{(tenth + 1) / 10.0:0.0}  {new string('█', models)} {models}");
    }

    private static IEnumerable<ResponseRow> Rows(IReadOnlyList<string> paths, List<Member> members, CancellationToken cancellation)
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
            var mean = record.Items.Average(item => item.Score) ?? throw new SparseEvalException($"'{path}' holds no scores.");
            members.Add(new(path, mean, record.Items.Count, record.Benchmark.Items));
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

    /// <summary>What is said of a record: its mean score, and how many of all items it holds.</summary>
    private sealed record Member(string Path, double Score, int Items, int All);
}
