using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Puts a judge behind the model where one is asked for.</summary>
internal static class JudgeComposer
{
    public static bool IsAsked(SettingValues values) => values.Text(JudgeSettings.Judge) is not null;

    /// <param name="values">In force.</param>
    /// <param name="model">Whose answers are graded; it belongs to the result.</param>
    /// <param name="benchmark">Questions and reference answers.</param>
    public static IInferenceEngine Judged(SettingValues values, IInferenceEngine model, Benchmark benchmark)
    {
        if (values.Text(KnownSettings.Scorer) is { } scorer && scorer != "given" && values.IsFlag(KnownSettings.Scorer))
            throw new SparseEvalException($"--scorer is '{scorer}', and with --judge the judge's grades are the scores. Leave one of the two out.");
        var (least, most) = Scale(values);
        var options = new JudgeOptions
        {
            Least = least,
            Most = most,
            MaxTokens = values.Integer(JudgeSettings.MaxTokens, least: 1) ?? new JudgeOptions().MaxTokens,
            Rubric = values.FullPath(JudgeSettings.Rubric) is { } rubric ? ItemTexts.ReadFile(rubric) : null,
            Against = values.FullPath(JudgeSettings.Against) is { } against ? ItemTexts.Read(against) : null,
        };
        var judge = ServerComposer.Judge(values) is { } server ? RemoteEngines.OpenAi(server) : EngineComposer.Beside(values, values.FullPath(JudgeSettings.Judge)!);
        return Judges.Of(model, judge, benchmark, options);
    }

    private static (int, int) Scale(SettingValues values)
    {
        var text = values.Text(JudgeSettings.Scale) ?? "1-5";
        var parts = text.Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], out var least) && int.TryParse(parts[1], out var most) && least >= 0 && most > least ? (least, most)
            : throw new SparseEvalException($"{values.Origin(JudgeSettings.Scale)} is '{text}'; give two whole numbers, the lower first, such as 1-5.");
    }
}
