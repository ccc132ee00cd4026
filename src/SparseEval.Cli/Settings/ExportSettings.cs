namespace SparseEval.Cli.Settings;

/// <summary>What goes to other tools and comes back from them.</summary>
internal static class ExportSettings
{
    public static readonly Setting To = new("to", "openai-batch, lm-eval-samples, inspect-sample-id, promptfoo-filter, ids; codecarbon-csv or ai-evaluation (of --record); py-irt, matrix-csv or matrix-parquet (of --history).") { ValueName = "format" };
    public static readonly Setting Task = new("task", "lm-eval-samples: the leaf task whose rows the benchmark's lines are; left out, each item's fields 'task' and 'doc_id' say it.") { ValueName = "name" };
    public static readonly Setting Record = new("record", "codecarbon-csv: run record (JSON). May be given more than once.") { ValueName = "file", IsPath = true, IsRepeatable = true };
    public static readonly Setting CarbonIntensity = new("carbon-intensity", "codecarbon-csv: kg of CO2 a kWh, to say emissions.") { ValueName = "number" };
    public static readonly Setting BatchAnswers = new("batch-answers", "Answers file of a batch that 'export --to openai-batch' wrote: it stands in the model's place, and --model is its name.") { ValueName = "file", IsPath = true };

    /// <summary>Of <c>export</c> alone.</summary>
    public static readonly IReadOnlyList<Setting> Own = [To, Task, Record, CarbonIntensity];
}
