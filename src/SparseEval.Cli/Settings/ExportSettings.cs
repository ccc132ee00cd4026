namespace SparseEval.Cli.Settings;

/// <summary>What goes to other tools and comes back from them.</summary>
internal static class ExportSettings
{
    /// <summary>Forms of drawn items.</summary>
    public static readonly IReadOnlyList<string> OfItems = ["openai-batch", "lm-eval-samples", "inspect-sample-id", "promptfoo-filter", "ids"];

    /// <summary>Forms of <c>--record</c>.</summary>
    public static readonly IReadOnlyList<string> OfRecords = ["codecarbon-csv", "ai-evaluation"];

    /// <summary>Forms of <c>--history</c>.</summary>
    public static readonly IReadOnlyList<string> OfHistories = ["py-irt", "matrix-csv", "matrix-parquet"];

    public static readonly Setting To = new("to", $"{string.Join(", ", OfItems)}; {string.Join(" or ", OfRecords)} (of --record); {string.Join(", ", OfHistories)} (of --history).")
    {
        ValueName = "format",
        Values = () => Forms,
    };

    public static readonly Setting Task = new("task", "lm-eval-samples, and estimate of their log: the leaf task whose rows the benchmark's lines are; left out, each item's fields 'task' and 'doc_id' say it.") { ValueName = "name" };
    public static readonly Setting Record = new("record", "codecarbon-csv, ai-evaluation: run record (JSON). May be given more than once.") { ValueName = "file", IsPath = true, IsRepeatable = true };
    public static readonly Setting CarbonIntensity = new("carbon-intensity", "codecarbon-csv: kg of CO2 a kWh, to say emissions.") { ValueName = "number" };
    public static readonly Setting BatchAnswers = new("batch-answers", "Answers file of a batch that 'export --to openai-batch' wrote: it stands in the model's place, and --model is its name.") { ValueName = "file", IsPath = true };

    /// <summary>Every form of an export.</summary>
    public static IReadOnlyList<string> Forms => [.. OfItems, .. OfRecords, .. OfHistories];

    /// <summary>Of <c>export</c> alone.</summary>
    public static readonly IReadOnlyList<Setting> Own = [To, Task, Record, CarbonIntensity];
}
