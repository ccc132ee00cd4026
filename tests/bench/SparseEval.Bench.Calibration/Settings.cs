namespace SparseEval.Bench.Calibration;

/// <summary>The settings of the table.</summary>
internal static class Settings
{
    public static IEnumerable<(string Group, Population Population, ISamplingDesign Design, IEstimator Estimator, int N)> All() =>
        Means().Concat(Regressions()).Concat(Real());

    private static IEnumerable<(string, Population, ISamplingDesign, IEstimator, int)> Means()
    {
        foreach (var items in new[] { 500, 4000 })
            foreach (var p in new[] { 0.03, 0.1, 0.5, 0.9, 0.98 })
                foreach (var n in new[] { 25, 50, 100, 300 })
                {
                    var flat = Population.Bernoulli(p, items, spread: false, seed: 1);
                    yield return ("mean", flat, Designs.SimpleRandom(), Estimators.Mean(), n);
                    var spread = Population.Bernoulli(p, items, spread: true, seed: 2);
                    yield return ("mean", spread, Designs.Stratified("stratum"), Estimators.Mean(), n);
                    if (n is 50 or 100) yield return ("mean", spread, Designs.Stratified("stratum", Allocations.Equal()), Estimators.Mean(), n);
                    if (n is 100 or 300) yield return ("mean", spread, Designs.Stratified("stratum", Allocations.NeymanFromPilot(50)), Estimators.Mean(), n);
                }
    }

    private static IEnumerable<(string, Population, ISamplingDesign, IEstimator, int)> Regressions()
    {
        foreach (var models in new[] { 5, 50 })
            foreach (var informative in new[] { true, false })
                foreach (var ability in new[] { 0.0, 2.5 })
                    foreach (var n in new[] { 25, 50, 100, 300 })
                    {
                        var population = Population.Logistic(1000, models, informative, ability, seed: 5);
                        yield return ("regression", population with { Name = $"{population.Name} {population.Truth:0.00}" }, Designs.SimpleRandom(), Estimators.Regression(), n);
                        if (n > 25) yield return ("regression", population with { Name = $"{population.Name} {population.Truth:0.00}" }, Designs.Stratified("stratum"), Estimators.Regression(), n);
                    }
    }

    private static IEnumerable<(string, Population, ISamplingDesign, IEstimator, int)> Real()
    {
        var sets = new[] { ("openllm_v2", "subject"), ("arc_challenge", "category"), ("zeroeval_gsm8k", "category"), ("alpaca_eval2", "category") };
        foreach (var (folder, stratum) in sets)
            foreach (var population in RealData.Populations(folder, stratum, 3))
                foreach (var n in new[] { 50, 100, 300 })
                {
                    yield return ("real", population, Designs.Stratified("stratum"), Estimators.Mean(), n);
                    yield return ("real", population, Designs.SimpleRandom(), Estimators.Regression(), n);
                    yield return ("real", population, Designs.Stratified("stratum", Allocations.Neyman()), Estimators.Regression(), n);
                }
    }
}
