using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition.Comparing;

/// <summary>Reads what is to be compared: files, and models of a history.</summary>
internal static class CompareSources
{
    public static (IReadOnlyList<ScoreSource> Sources, SamplingFrame? Frame) Read(SettingValues values, IReadOnlyList<string> files)
    {
        var sources = files.Select(ScoreSource.Read).ToList();
        var named = values.Text(CompareSettings.FromHistory);
        if (named is not null) sources.AddRange(FromHistory(values, named));
        if (sources.Count < 2) throw new SparseEvalException($"{sources.Count} results were given, and a comparison takes at least 2: run records (.json), scores (JSONL, CSV), past models with {CompareSettings.FromHistory.Flag}, or two models to run with {KnownSettings.Model.Flag} and {BaselineSettings.Model.Flag}.");
        if (sources.GroupBy(s => (Place: Path.GetFullPath(s.Place), s.Name)).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new SparseEvalException($"'{twice.Key.Place}' was given twice. Compare different results.");
        var benchmark = values.FullPath(KnownSettings.Benchmark) is { } path ? BenchmarkComposer.Read(values, path, scoresAlone: true) : null;
        if (benchmark is null && BenchmarkSettings.Own.FirstOrDefault(values.IsFlag) is { } alone) throw new SparseEvalException($"{alone.Flag} is about the benchmark's file, and none is given. Add {KnownSettings.Benchmark.Flag} FILE, or leave it out.");
        if (benchmark is null) return named is null && values.IsFlag(KnownSettings.History)
            ? throw new SparseEvalException($"{KnownSettings.History.Flag} serves with {KnownSettings.Benchmark.Flag} (to predict items) or {CompareSettings.FromHistory.Flag} (to compare its models). Add one of them, or leave it out.") : (sources, null);
        var history = named is null && values.FullPath(KnownSettings.History) is { } past && values.Text(KnownSettings.History) != "none" ? ResponseMatrices.Read(past) : null;
        return (sources, new(benchmark, history));
    }

    private static IEnumerable<ScoreSource> FromHistory(SettingValues values, string named)
    {
        var path = values.FullPath(KnownSettings.History) ?? throw new SparseEvalException($"{CompareSettings.FromHistory.Flag} names models of a history. Give it with {KnownSettings.History.Flag} FILE.");
        var history = ResponseMatrices.Read(path);
        foreach (var name in named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var model = history.Models.Index().Where(m => m.Item == name).Select(m => (int?)m.Index).FirstOrDefault()
                ?? throw new SparseEvalException($"'{path}' has no model '{name}'.{NearestName.Hint(name, history.Models)}");
            yield return new(name, path, history.ItemIds.Index().ToDictionary(item => item.Item, item => history[model, item.Index], StringComparer.Ordinal));
        }
    }
}
