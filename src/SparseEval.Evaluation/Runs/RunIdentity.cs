using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>The facts that make two plans or two runs the same, as canonical JSON (keys in ordinal order) and its SHA-256.</summary>
internal sealed class RunIdentity
{
    private RunIdentity(SortedDictionary<string, string> facts)
    {
        Facts = facts;
        Json = JsonSerializer.Serialize(facts, StorageJson.Default.SortedDictionaryStringString);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));
    }

    public SortedDictionary<string, string> Facts { get; }

    public string Json { get; }

    public string Hash { get; }

    public static RunIdentity OfPlan(RunPlan plan) => new(PlanFacts(plan));

    /// <summary>A run is a plan, the model that answers, and the number of items that the budget came to.</summary>
    public static RunIdentity OfRun(RunPlan plan, EngineDescription engine, int items)
    {
        var facts = PlanFacts(plan);
        facts["engine"] = engine.Name;
        facts["modelHash"] = engine.ModelHash;
        facts["provider"] = engine.Provider;
        facts["precision"] = engine.Precision;
        facts["items"] = Text(items);
        return new(facts);
    }

    /// <summary>Such as <c>seed was 17 and is 18</c>; null where nothing differs.</summary>
    public string? DifferenceFrom(string earlierJson)
    {
        var earlier = JsonSerializer.Deserialize(earlierJson, StorageJson.Default.SortedDictionaryStringString) ?? [];
        var differing = Facts.Keys.Union(earlier.Keys)
            .Where(key => Value(earlier, key) != Value(Facts, key))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{key} was {Value(earlier, key)} and is {Value(Facts, key)}")
            .ToList();
        return differing.Count == 0 ? null : string.Join(", ", differing);
    }

    private static SortedDictionary<string, string> PlanFacts(RunPlan plan)
    {
        var facts = FixedFacts(plan);
        if (plan.Frame is { History: null, Predictors: { } predictors }) facts["predictors"] = FrameFingerprint.OfPredictors(predictors);
        if (plan.Epochs > 1) facts["epochs"] = Text(plan.Epochs);
        if (plan.Watch is not { } watch) return facts;
        facts["watch"] = watch.Name;
        facts["growth"] = Text(watch.Growth);
        if (watch.Baseline is { } baseline) facts["baseline"] = FrameFingerprint.OfScores(baseline.Scores);
        return facts;
    }

    private static SortedDictionary<string, string> FixedFacts(RunPlan plan) => new(StringComparer.Ordinal)
    {
        ["benchmark"] = plan.Frame.Benchmark.Fingerprint,
        ["budget"] = plan.Budget.ToString(),
        ["cluster"] = plan.Options.ClusterField ?? "none",
        ["confidence"] = Text(plan.Options.Confidence),
        ["costs"] = FrameFingerprint.OfCosts(plan.Frame),
        ["design"] = plan.Design.Name,
        ["estimand"] = plan.Options.Estimand.Name,
        ["estimator"] = plan.Estimator.Name,
        ["history"] = FrameFingerprint.OfHistory(plan.Frame),
        ["interval"] = plan.Options.Interval?.Name ?? "auto",
        ["scorer"] = plan.Scorer ?? "",
        ["seed"] = Text(plan.Seed),
        ["singletons"] = plan.Options.Singletons.ToString(),
        ["target"] = plan.Options.Target.ToString(),
    };

    private static string Value(SortedDictionary<string, string> facts, string key) => facts.GetValueOrDefault(key, "absent");

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
