namespace SparseEval.Cli.Settings;

/// <summary>Everything that can be set, once: flags, environment variables, plan keys and help come from here.</summary>
internal static class KnownSettings
{
    public static readonly Setting Model = new("model", "Folder of the model (model.onnx and config.json), or the .onnx file; with --server, the model's name there.") { ValueName = "path", IsPath = true };
    public static readonly Setting Benchmark = new("benchmark", "Items as JSONL, CSV or Parquet, or a data set's folder.") { ValueName = "file", IsPath = true };
    public static readonly Setting History = new("history", "Past models' scores (Parquet, CSV or JSONL), or 'none'.") { ValueName = "file", IsPath = true };
    public static readonly Setting Predictors = new("predictors", "Without a history: 'items' lets regression use the items' fields and the lengths of their texts.") { ValueName = "name", Values = () => ["items", "none"] };
    public static readonly Setting Method = new("method", "'auto' chooses design, estimator and interval by trying them on the history.") { ValueName = "name", Values = () => ["auto"] };
    public static readonly Setting Aim = new("aim", "What --method auto serves: 'interval' (holds for any model), 'point' (most precise score, no interval), 'band' (for models like past ones).") { ValueName = "aim", Values = () => ["interval", "point", "band"] };
    public static readonly Setting By = new("by", "Item field, or fields separated by commas: the strata, or what orders or balances the draw.") { ValueName = "field" };
    public static readonly Setting Design = new("design", "How items are chosen: " + string.Join(", ", Designs.All.Keys) + ".") { ValueName = "name", Values = () => Designs.All.Keys };
    public static readonly Setting Allocation = new("allocation", "How the budget is divided among strata: " + string.Join(", ", Allocations.All.Keys) + ".") { ValueName = "name", Values = () => Allocations.All.Keys };
    public static readonly Setting Cluster = new("cluster", "Item field whose groups (one passage, one table) are drawn whole; of scores files that compare and gate read: column whose items share luck.") { ValueName = "field" };
    public static readonly Setting Scheme = new("scheme", "Variant of a design that has several; its page under docs/designs names them.") { ValueName = "name" };
    public static readonly Setting UniformShare = new("uniform-share", "Share of equal chances that 'unequal' mixes in, such as 0.25.") { ValueName = "number" };
    public static readonly Setting Estimator = new("estimator", "How the full score is estimated: " + string.Join(", ", Estimators.All.Keys) + ".") { ValueName = "name", Values = () => Estimators.All.Keys };
    public static readonly Setting Interval = new("interval", "Interval method: " + string.Join(", ", Intervals.All.Keys) + "; left out, stated rules choose.") { ValueName = "name", Values = () => Intervals.All.Keys };
    public static readonly Setting Estimand = new("estimand", "'item' (every item weighs the same), 'category:FIELD' (every category does) 'weighted:FIELD' (an item weighs what its field says) or 'bytes' (an item weighs its answer's bytes).") { ValueName = "average", Values = () => ["item", "category:", "weighted:", "bytes"] };
    public static readonly Setting Target = new("inference", "'benchmark' (this benchmark's full score as run), 'expected' (over endless epochs of its items) or 'superpopulation' (questions like these).") { ValueName = "target", Values = () => ["benchmark", "expected", "superpopulation"] };
    public static readonly Setting Limit = new("limit", "Number of items to run, a share of them below 1, or 'all'.") { Alias = "-L", ValueName = "number", Values = () => ["all"] };
    public static readonly Setting Budget = new("budget", "Most to spend, known beforehand: 500items, 2Mtok, 1e12flop.") { ValueName = "amount" };
    public static readonly Setting TargetHalfWidth = new("target-halfwidth", "Runs as few items as are predicted to reach this half-width, such as 0.02.") { ValueName = "number" };
    public static readonly Setting Seed = new("seed", "Seed of the draw; the same seed draws the same items for every model.") { ValueName = "number" };
    public static readonly Setting Confidence = new("confidence", "Level of the interval, such as 0.95.") { ValueName = "number" };
    public static readonly Setting Provider = new("provider", "Execution providers in the order to try: cuda,webgpu,cpu. Exactly one means no other will do.") { ValueName = "list", Values = () => ["cuda", "webgpu", "cpu"] };
    public static readonly Setting DraftModel = new("draft-model", "Folder of a smaller model with the same tokens that guesses ahead when text is generated; texts stay the same. Not for a judge or baseline.") { ValueName = "path", IsPath = true };
    public static readonly Setting Devices = new("devices", "GPUs by number, such as 0,1: one session each, items divided among them; with the provider cpu, that many sessions. A judge or baseline takes none of it.") { ValueName = "list" };
    public static readonly Setting Threads = new("threads", "CPU threads of the engine.") { ValueName = "number" };
    public static readonly Setting Scorer = new("scorer", "How answers are scored: " + string.Join(", ", Evaluation.Scorers.All.Keys) + ", top:K, error:LOW..HIGH, bits_per_byte, similarity.") { ValueName = "name", Values = () => [.. Evaluation.Scorers.All.Keys, "top:", "error:", "bits_per_byte", "similarity"] };
    public static readonly Setting Resume = new("resume", "Goes on with the unfinished run of this plan; nothing finished is run again.") { IsSwitch = true };
    public static readonly Setting RetryErrors = new("retry-errors", "With --resume: runs items again that have no score, of a finished run too.") { IsSwitch = true };
    public static readonly Setting CheckDeterminism = new("check-determinism", "Asks so many of the drawn items again, one by one, and says which decisions changed.") { ValueName = "number" };
    public static readonly Setting DryRun = new("dry-run", "Prints the plan with predicted cost and half-width, and runs nothing.") { IsSwitch = true };
    public static readonly Setting Output = new("output", "Also writes what is printed as JSON to this file. May be given more than once.") { Alias = "-o", ValueName = "file", IsRepeatable = true };
    public static readonly Setting Format = new("format", "What standard output carries: 'text' or 'json' (the record and nothing else).") { ValueName = "format", Values = () => ["text", "json"] };
    public static readonly Setting Work = new("work", "Folder of journals and the response cache; default .sparseeval here.") { ValueName = "folder", IsPath = true };
    public static readonly Setting NoCache = new("no-cache", "Neither reads nor writes the response cache.") { IsSwitch = true };
    public static readonly Setting CacheLimit = new("cache-limit", "Most that the response cache may take on disk, such as 2GB; the least recently used answers go first. Default no limit.") { ValueName = "size" };
    public static readonly Setting OlderThan = new("older-than", "cache prune: removes answers that nobody used for so many days.") { ValueName = "days" };
    public static readonly Setting Scores = new("scores", "Scores that you have: JSONL or CSV with id and score, or the log of lm-evaluation-harness, inspect or promptfoo that ran the exported items.") { ValueName = "file", IsPath = true };
    public static readonly Setting Metric = new("metric", "Columns or keys of the scores file to estimate, such as accuracy,f1; left out, 'score'.") { ValueName = "list" };
    public static readonly Setting Simultaneous = new("simultaneous", "Several metrics: intervals that hold all at once at the confidence (Bonferroni).") { IsSwitch = true };
    public static readonly Setting Trusted = new("trusted", "Trusted grades of a part of the scored items, JSONL or CSV with id and score: they take away the bias of --scores, which a judge gave.") { ValueName = "file", IsPath = true };
    public static readonly Setting ChooseTrusted = new("choose-trusted", "Chooses so many of the scored items at random for a trusted grader and prints their ids; -o FILE writes them.") { ValueName = "number" };
    public static readonly Setting TrustedBy = new("trusted-by", "How items for the trusted grader are chosen: 'equal' chances (default), or by the judge's 'doubt', scores in the middle more often; its ids come with the chances that --trusted then needs.") { ValueName = "rule", Values = () => ["equal", "doubt"] };
    public static readonly Setting AssumeRandom = new("assume-random", "Takes the scored items for a simple random sample, where SparseEval did not draw them.") { IsSwitch = true };
    public static readonly Setting Seeds = new("seeds", "Number of seeds to validate, from --seed on.") { ValueName = "number" };

    /// <summary>Of every command that draws items.</summary>
    public static readonly IReadOnlyList<Setting> Drawing =
        [Benchmark, .. BenchmarkSettings.Own, History, Predictors, Method, Aim, Design, By, Allocation, Cluster, Scheme, UniformShare, Limit, Budget, TargetHalfWidth, Seed];

    /// <summary>Of every command that estimates.</summary>
    public static readonly IReadOnlyList<Setting> Estimating = [Estimator, Interval, Estimand, Target, Confidence];

    /// <summary>Of every command: what a plan file may hold.</summary>
    public static IReadOnlyList<Setting> All =>
        [.. Running, .. Drawing, .. Estimating, .. WatchSettings.Own, Resume, RetryErrors, CheckDeterminism, DryRun, Output, Format, Scores, Metric, Simultaneous, Trusted, ChooseTrusted, TrustedBy, AssumeRandom, Seeds, .. BacktestSettings.Own, .. ReportSettings.Own, .. CalibrateSettings.Own, .. ExportSettings.Own,
            .. GateSettings.Own, .. CompareSettings.Own, .. BaselineSettings.Own, .. PowerSettings.Own, .. ImportSettings.Own];

    /// <summary>Of models in this process.</summary>
    public static readonly IReadOnlyList<Setting> Local = [Provider, Devices, Threads, DraftModel, .. LocalSettings.Own];

    /// <summary>Of every command that opens a model.</summary>
    public static readonly IReadOnlyList<Setting> Engine = [Model, .. Local, .. GraphSettings.Own, Scorer, .. GenerationSettings.Own, .. ServerSettings.Own, .. CommandSettings.Own, ExportSettings.BatchAnswers, .. MoneySettings.Own, .. JudgeSettings.Own];

    /// <summary>Of every command that runs a model.</summary>
    public static readonly IReadOnlyList<Setting> Running = [.. Engine, Work, NoCache, CacheLimit];
}
