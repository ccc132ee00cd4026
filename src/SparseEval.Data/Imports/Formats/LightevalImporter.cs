using System.Globalization;

namespace SparseEval.Data;

/// <summary>lighteval details in Parquet, of today's layout and of the Open LLM Leaderboard's first version.</summary>
internal sealed class LightevalImporter : IImporter
{
    private static readonly string[] UsualMetrics = ["acc_norm", "acc", "exact_match", "extractive_match", "em", "qem"];

    public string Name => "lighteval";

    public int Version => 1;

    public string Description => "lighteval details_*.parquet, and details of the Open LLM Leaderboard v1";

    public ImportChoices Choices => ImportChoices.Metric | ImportChoices.Aggregate;

    public bool Recognizes(ImportSource source)
    {
        if (!source.IsParquet) return false;
        using var file = new ParquetFile(new DuckDbLimits(), source.Path);
        return LightevalLayout.Of(file) is not null;
    }

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        using var file = new ParquetFile(options.Limits, source.Path);
        var layout = LightevalLayout.Of(file) ?? throw new SparseEvalException($"'{source.Path}' has neither the columns doc and metric nor the column metrics of lighteval's details. It has: {CsvTable.Shortened(file.Columns)}.");
        var place = LightevalPlace.Of(source.Path);
        var metric = Choose.Of("metric", "--metric", options.Metric, layout.Metrics, source.Path, UsualMetrics);
        var run = new RunBuilder(this, options, Choose.Model(options, place.Model, source.Path), place.Task, metric);
        var row = 0L;
        foreach (var chunk in file.Read(layout.Columns(metric)))
        {
            var (ids, scores, prompts, choices, gold) = (chunk.Strings(0), chunk.Doubles(1), chunk.Strings(2), chunk.Strings(3), chunk.Strings(4));
            var (input, output, names) = (chunk.Doubles(5), chunk.Doubles(6), chunk.Strings(7));
            for (var i = 0; i < ids.Length; i++, row++)
            {
                var id = $"{names[i] ?? place.Task}/{ids[i] ?? row.ToString(CultureInfo.InvariantCulture)}";
                var score = scores[i] is { } value && !double.IsNaN(value) ? value : (double?)null;
                run.Add(id, score, $"{source.Path}, row {row + 1}", null, new(input[i], output[i]), "no score");
                run.Describe(Question(id, prompts[i], choices[i], gold[i], names[i] ?? place.Task));
            }
        }
        if (run.Items == 0) throw new SparseEvalException($"'{source.Path}' holds no rows.");
        if (place.Stated(metric) is { } stated) run.State(metric, stated, null);
        return [run.Build(place.Results is { } results ? [source.Path, results] : [source.Path])];
    }

    private static Item Question(string id, string? prompt, string? choices, string? gold, string task)
    {
        string[] options = choices is null ? [] : choices.Split(LightevalLayout.Separator);
        var answer = int.TryParse(gold?.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < options.Length ? options[index] : gold;
        return ItemText.Make(id, prompt, answer, options, new Dictionary<string, string> { ["task"] = task });
    }
}
