using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the engines of a model and of a baseline that runs beside it; each is any of the kinds that a run takes.</summary>
internal static class BaselineComposer
{
    /// <summary>Said of the model itself, and not of a baseline beside it.</summary>
    private static readonly Setting[] NotShared = [.. GraphSettings.Own, ExportSettings.BatchAnswers, LocalSettings.Precision, KnownSettings.DraftModel, KnownSettings.Devices];

    /// <summary>True where a baseline is to run.</summary>
    public static bool IsAsked(SettingValues values) => new[] { BaselineSettings.Model, BaselineSettings.Server, BaselineSettings.Command }.Any(setting => values.Text(setting) is not null);

    /// <summary>What the baseline is.</summary>
    public static EngineKind KindOf(SettingValues values) => EngineTaken.KindOf(values.As(BaselineSettings.InPlaceOf, NotShared));

    /// <summary>Both engines; what is said for both (threads, concurrency) goes to those that it is about.</summary>
    /// <param name="values">In force.</param>
    /// <param name="benchmark">What is asked.</param>
    /// <param name="messages">Takes what programs say on standard error.</param>
    public static (IInferenceEngine Model, IInferenceEngine Baseline) Engines(SettingValues values, Benchmark benchmark, TextWriter messages)
    {
        var own = values.As(BaselineSettings.InPlaceOf, NotShared);
        var (first, second) = (EngineTaken.KindOf(values), EngineTaken.KindOf(own));
        RequireScorer(values, first, second);
        var model = values.As(null, [.. Foreign(first, second).Except(NotShared), .. TopTokensOf(own, values)]);
        var baseline = own.As(BaselineSettings.InPlaceOf, [.. NotShared, .. Foreign(second, first), .. TopTokensOf(values, own)]);
        var engine = EngineComposer.Engine(model, benchmark, messages);
        return (engine, EngineComposer.Engine(baseline, benchmark, messages, judging: model));
    }

    /// <summary>How the two are called; the baseline's place where both have one name.</summary>
    public static (string Model, string Baseline) Names(SettingValues values, RunRecord model, RunRecord baseline)
    {
        if (model.Engine.Model != baseline.Engine.Model) return (model.Engine.Model, baseline.Engine.Model);
        var (first, second) = (Place(values, KnownSettings.Model), Place(values, BaselineSettings.Model));
        return first is not null && second is not null && first != second ? (first, second) : (model.Engine.Model, $"{baseline.Engine.Model} (baseline)");
    }

    private static string? Place(SettingValues values, Setting setting) => values.Text(setting) is { } text ? Path.GetFileName(text.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)) : null;

    /// <summary>Settings said for both that the other engine takes and this one would refuse.</summary>
    private static IEnumerable<Setting> Foreign(EngineKind engine, EngineKind other) =>
        KnownSettings.Engine.Where(setting => !BaselineSettings.InPlaceOf.ContainsKey(setting.Name) && EngineTaken.Takes(other, setting) && !EngineTaken.Takes(engine, setting));

    /// <summary>Said for both, where only the other one asks for the likeliest tokens.</summary>
    private static IEnumerable<Setting> TopTokensOf(SettingValues other, SettingValues own) =>
        EngineTaken.AsksTopTokens(other) && !EngineTaken.AsksTopTokens(own) ? [ServerSettings.TopTokens] : [];

    /// <summary>A program's answers are scores unless a scorer is named, and another engine's are not: the two would be measured by unlike rules.</summary>
    private static void RequireScorer(SettingValues values, EngineKind model, EngineKind baseline)
    {
        if (model == EngineKind.Program != (baseline == EngineKind.Program) && values.Text(KnownSettings.Scorer) is null && values.Text(JudgeSettings.Judge) is null)
            throw new SparseEvalException($"The {(model == EngineKind.Program ? "model" : "baseline")} is a program, whose scores are taken as it gives them, and the {(model == EngineKind.Program ? "baseline" : "model")} gives answers. Name with --scorer how the answers of both are scored.");
    }
}
