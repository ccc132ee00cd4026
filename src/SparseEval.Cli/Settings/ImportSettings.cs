using SparseEval.Data;

namespace SparseEval.Cli.Settings;

/// <summary>What is chosen where the files of other tools leave a choice.</summary>
internal static class ImportSettings
{
    public static readonly Setting Out = new("out", "Folder that is written: history.parquet, items.jsonl and import.json, or with export --to ai-evaluation a store.") { ValueName = "folder", IsPath = true };
    public static readonly Setting From = new("from", "Format of the files, where their content does not decide: " + string.Join(", ", Importers.All.Keys) + ".") { ValueName = "format", Values = () => Importers.All.Keys };
    public static readonly Setting Model = new("model", "Name of the model where the files say none, or another for the only one of a file.") { ValueName = "name", IsPath = true };
    public static readonly Setting Metric = new("metric", "The metric, scorer or assertion whose scores are taken; in tables a value of the column metric.") { ValueName = "name" };
    public static readonly Setting Filter = new("filter", "lm-eval: the filter; promptfoo: the prompt's index; ai-evaluation: the execution; tables: a value of the column filter.") { ValueName = "name" };
    public static readonly Setting Split = new("split", "helm: the split, such as test or valid; tables: a value of the column split.") { ValueName = "name" };
    public static readonly Setting Map = new("map", "Names of columns: model=...,item=...,score=...,category=...,epoch=...,cost=... . May be given more than once.") { ValueName = "list", IsRepeatable = true };
    public static readonly Setting ScoreScale = new("score-scale", "What a full score is in the files, such as 100 for percentages.") { ValueName = "number" };
    public static readonly Setting AcceptAggregate = new("accept-aggregate", "Takes files although their items do not give the score that they state.") { IsSwitch = true };
    public static readonly Setting List = new("list", "Lists the formats that are read.") { IsSwitch = true };

    /// <summary>Of <c>import</c> alone; its model, metric and split share their names with other verbs'.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Out, From, Filter, Map, ScoreScale, AcceptAggregate, List];
}
