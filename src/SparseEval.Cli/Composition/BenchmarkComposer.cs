using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>The benchmark from the values in force.</summary>
internal static class BenchmarkComposer
{
    private static readonly string[] Parts = ["id", "prompt", "options", "answer", "letter"];

    /// <param name="values">In force.</param>
    /// <param name="path">File or folder.</param>
    /// <param name="scoresAlone">True where nothing is asked of a model, so that items need neither prompt nor answer.</param>
    public static Benchmark Read(SettingValues values, string path, bool scoresAlone = false)
    {
        var map = NamedParts.Of(values, BenchmarkSettings.Map);
        if (map.Keys.FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
            throw new SparseEvalException($"{values.Origin(BenchmarkSettings.Map)} names '{unknown}'. What can be mapped: {string.Join(", ", Parts)}.");
        var usual = new BenchmarkReadOptions();
        return Benchmarks.Read(path, usual with
        {
            IdKey = map.GetValueOrDefault("id", usual.IdKey),
            PromptKey = map.GetValueOrDefault("prompt", usual.PromptKey).Replace("\\n", "\n", StringComparison.Ordinal),
            OptionsKey = map.GetValueOrDefault("options", usual.OptionsKey),
            AnswerKey = map.GetValueOrDefault("answer", usual.AnswerKey),
            LetterKey = map.GetValueOrDefault("letter"),
            ScoresAlone = scoresAlone,
            Split = values.Text(BenchmarkSettings.Split),
        });
    }
}
