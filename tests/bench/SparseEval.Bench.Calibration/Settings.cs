namespace SparseEval.Bench.Calibration;

/// <summary>The settings of the table.</summary>
internal static class Settings
{
    public static IEnumerable<Setting> All() => Means().Concat(Regressions()).Concat(NearZero()).Concat(Real());

    private static IEnumerable<Setting> Means()
    {
        foreach (var items in new[] { 500, 4000 })
            foreach (var p in new[] { 0.03, 0.1, 0.5, 0.9, 0.98 })
                foreach (var n in new[] { 25, 50, 100, 300 })
                {
                    var flat = Population.Bernoulli(p, items, spread: false, seed: 1);
                    yield return One("mean", flat, Designs.SimpleRandom(), Estimators.Mean(), n);
                    var spread = Population.Bernoulli(p, items, spread: true, seed: 2);
                    yield return One("mean", spread, Designs.Stratified("stratum"), Estimators.Mean(), n);
                    if (n is 50 or 100) yield return One("mean", spread, Designs.Stratified("stratum", Allocations.Equal()), Estimators.Mean(), n);
                    if (n is 100 or 300) yield return One("mean", spread, Designs.Stratified("stratum", Allocations.NeymanFromPilot(50)), Estimators.Mean(), n);
                }
    }

    private static IEnumerable<Setting> Regressions()
    {
        foreach (var models in new[] { 5, 50 })
            foreach (var informative in new[] { true, false })
                foreach (var ability in new[] { 0.0, 2.5 })
                    foreach (var n in new[] { 25, 50, 100, 300 })
                    {
                        var population = Population.Logistic(1000, models, informative, ability, seed: 5);
                        population = population with { Name = $"{population.Name} {population.Truth:0.00}" };
                        yield return One("regression", population, Designs.SimpleRandom(), Estimators.Regression(), n);
                        if (n > 25) yield return One("regression", population, Designs.Stratified("stratum"), Estimators.Regression(), n);
                    }
    }

    /// <summary>Items of one category whose scores are nearly all 0.</summary>
    private static IEnumerable<Setting> NearZero()
    {
        foreach (var strongest in new[] { false, true })
            if (RealData.Populations("openllm_v2", "category", strongest, most: 20, only: "math") is { Count: > 0 } targets)
                foreach (var n in new[] { 25, 50, 100 })
                    foreach (var estimator in new[] { Estimators.Mean(), Estimators.Regression() })
                        yield return new("math", $"MATH {(strongest ? "strongest" : "random")} {targets[0].Truth:0.00}-{targets[^1].Truth:0.00}", targets, Designs.SimpleRandom(), estimator, n);
    }

    private static IEnumerable<Setting> Real()
    {
        var sets = new[] { ("openllm_v2", "subject"), ("arc_challenge", "category"), ("zeroeval_gsm8k", "category"), ("alpaca_eval2", "category"), ("mmlu_pro", "category"), ("imagenet_testbed", "category"), ("eq_bench_v2", "category") };
        foreach (var (folder, stratum) in sets)
            foreach (var strongest in new[] { false, true })
                if (RealData.Populations(folder, stratum, strongest, most: 10) is { Count: > 0 } targets)
                    foreach (var n in new[] { 25, 50, 100, 200, 300 }.Where(n => 2 * n <= targets[0].Scores.Length))
                    {
                        var name = $"{folder} {(strongest ? "strongest" : "random")} {targets[0].Truth:0.00}-{targets[^1].Truth:0.00}";
                        yield return new("real", name, targets, Designs.SimpleRandom(), Estimators.Mean(), n);
                        yield return new("real", name, targets, Designs.SimpleRandom(), Estimators.Regression(), n);
                        if (n >= 50 && folder is "openllm_v2" or "alpaca_eval2" or "mmlu_pro")
                            yield return new("real", name, targets, Designs.Stratified("stratum", Allocations.Neyman()), Estimators.Regression(), n);
                    }
    }

    private static Setting One(string group, Population population, ISamplingDesign design, IEstimator estimator, int n) => new(group, population.Name, [population], design, estimator, n);
}
