using SparseEval.Cli.Composition;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Completion;

/// <summary>Values that a shell offers behind a flag: the names of catalogs, from the catalogs themselves.</summary>
internal static class CompletedValues
{
    private static readonly Dictionary<string, Func<IEnumerable<string>>> Names = new(StringComparer.Ordinal)
    {
        [KnownSettings.Design.Name] = () => Designs.All.Keys,
        [KnownSettings.Allocation.Name] = () => Allocations.All.Keys,
        [KnownSettings.Estimator.Name] = () => Estimators.All.Keys,
        [KnownSettings.Interval.Name] = () => Intervals.All.Keys,
        [WatchSettings.Sequence.Name] = () => ConfidenceSequences.All.Keys,
        [WatchSettings.Until.Name] = () => [.. StoppingRules.All.Keys.Select(rule => $"{rule}="), "tokens=", "seconds=", "joules=", "usd=", "money="],
        [KnownSettings.Scorer.Name] = () => [.. Evaluation.Scorers.All.Keys, "top:", "error:", "bits_per_byte", "similarity"],
        [KnownSettings.Method.Name] = () => ["auto"],
        [KnownSettings.Aim.Name] = () => ["interval", "point", "band"],
        [KnownSettings.Estimand.Name] = () => ["item", "category:", "weighted:", "bytes"],
        [KnownSettings.Target.Name] = () => ["benchmark", "expected", "superpopulation"],
        [KnownSettings.Predictors.Name] = () => ["items"],
        [KnownSettings.Limit.Name] = () => ["all"],
        [KnownSettings.Provider.Name] = () => ["cuda", "webgpu", "cpu"],
        [KnownSettings.Format.Name] = () => ["text", "json"],
        [ServerSettings.Protocol.Name] = () => ["openai", "kserve-http", "kserve-grpc"],
        [ServerSettings.Interface.Name] = () => ["completions", "chat", "infer", "generate"],
        [ServerSettings.LogLikelihoods.Name] = () => ["echo", "token-ids", "top-tokens", "model", "logits"],
        [CommandSettings.Mode.Name] = () => ["stream", "per-item"],
        [GraphSettings.Post.Name] = () => ["labels", "number", "embedding"],
        [BacktestSettings.Split.Name] = () => ["random", "strongest", "newest", "family", "file:"],
        [ExportSettings.To.Name] = () => [.. ExportComposer.Forms.Keys, "codecarbon-csv", "ai-evaluation", "py-irt", "matrix-csv", "matrix-parquet"],
        [ImportSettings.From.Name] = () => Importers.All.Keys,
    };

    /// <summary>Nothing where any text or file may stand.</summary>
    public static IEnumerable<string> Of(Setting setting) => Names.TryGetValue(setting.Name, out var names) ? names() : [];
}
