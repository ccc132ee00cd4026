using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Data;

/// <summary>alpaca_eval: annotations.json, preferences of a judge.</summary>
internal sealed class AlpacaEvalImporter : IImporter
{
    public string Name => "alpaca-eval";

    public int Version => 1;

    public string Description => "alpaca_eval annotations.json: preference of a judge between generator_2 and the reference";

    public ImportChoices Choices => ImportChoices.None;

    public bool Recognizes(ImportSource source) => (source.Document is { IsArray: true } list ? list.Elements().FirstOrDefault() : source.FirstLine) is { IsObject: true } first && first.Has("instruction") && first.Has("generator_2")
        && (first.Has("preference") || first.Has("annotator"));

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var runs = new OrderedDictionary<string, RunBuilder>(StringComparer.Ordinal);
        var names = new ModelNames(options, source.Path);
        foreach (var row in source.FirstLine is null ? source.RequireDocument().Elements() : source.Lines())
        {
            var model = names.Of(row["generator_2"]?.Text, () => row.Where);
            if (!runs.TryGetValue(model, out var run)) runs.Add(model, run = new(this, options, model, "alpaca_eval", "preference"));
            var instruction = row.RequireText("instruction");
            var item = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instruction)))[..16];
            run.Add(item, Preference(row) * run.Full, row.Where, null, new(Seconds: RunCosts.Amount(row["time_per_example"]), Usd: RunCosts.Amount(row["price_per_example"])), "no preference");
            run.Describe(ItemText.Make(item, instruction, null, [], ItemText.Fields(row["dataset"] is null ? null : row, "instruction", "output_1", "output_2", "preference", "generator_1", "generator_2", "raw_completion", "price_per_example", "time_per_example")));
        }
        return runs.Count > 0 ? [.. runs.Values.Select(run => run.Build(source))] : throw new SparseEvalException($"'{source.Path}' holds no annotations.");
    }

    /// <summary>1 is the reference's win, 2 the model's, 1.5 or 0 a draw; between them by weight.</summary>
    private static double? Preference(JsonPlace row) => ScoreValue.Of(row["preference"], "preference") switch
    {
        null => null,
        0 => 0.5,
        >= 1 and <= 2 and var preference => preference - 1,
        var other => throw row.Error(FormattableString.Invariant($"the preference is {other}; 1 to 2, or 0 for a draw, are preferences.")),
    };
}
