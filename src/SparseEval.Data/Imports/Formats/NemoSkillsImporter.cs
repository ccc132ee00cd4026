using System.Text.RegularExpressions;

namespace SparseEval.Data;

/// <summary>NeMo Skills: output.jsonl, or output-rs{seed}.jsonl as replicates.</summary>
internal sealed partial class NemoSkillsImporter : IImporter
{
    private static readonly string[] UsualMetrics = ["symbolic_correct", "is_correct"];

    public string Name => "nemo-skills";

    public int Version => 1;

    public string Description => "NeMo Skills output.jsonl; several output-rs<seed>.jsonl are replicates of the same problems";

    public ImportChoices Choices => ImportChoices.Metric;

    public bool Recognizes(ImportSource source) => source.HasLineKeys("generation") && (source.HasLineKeys("symbolic_correct") || source.HasLineKeys("predicted_answer") || source.HasLineKeys("is_correct"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var model = Choose.Model(options, null, source.Path);
        var seed = Seed().Match(source.Name) is { Success: true } match ? match.Groups[1].Value : null;
        var (run, number) = ((RunBuilder?)null, 0);
        foreach (var line in source.Lines())
        {
            number++;
            run ??= new(this, options, model, "", Choose.Of("metric", "--metric", options.Metric,
                [.. line.Members().Where(m => m.Value.Element.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False or System.Text.Json.JsonValueKind.Number).Select(m => m.Name)], line.Where, UsualMetrics))
            { Replicate = seed };
            if (!line.Has(run.Metric)) throw line.Error($"the line has no '{run.Metric}', which the first has.");
            var id = line["id"]?.Text ?? $"{number - 1}";
            run.Add(id, ScoreValue.Of(line[run.Metric], run.Metric, run.Full), line.Where, seed, new(OutputTokens: RunCosts.Amount(line["num_generated_tokens"]), Seconds: RunCosts.Amount(line["generation_time"])));
            run.Describe(ItemText.Make(id, line["problem"]?.Text ?? line["question"]?.Text, line["expected_answer"]?.Text, [], ItemText.Fields(line, "generation", "problem", "question", "expected_answer", "predicted_answer", "error_message", "id", "symbolic_correct", "is_correct")));
        }
        return run is null ? throw new SparseEvalException($"'{source.Path}' holds no lines.") : [run.Build(source)];
    }

    [GeneratedRegex(@"-(rs\d+)\.jsonl$")]
    private static partial Regex Seed();
}
