using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Says where scores hold the luck of sampled answers, which no interval about the score as run counts.</summary>
internal static class SampledAnswers
{
    public const string Code = "SPE0073";

    /// <summary>Of given results, where their target leaves the luck out.</summary>
    public static GateDecision Told(GateDecision decision, IReadOnlyList<ScoreSource> sources, InferenceTarget target) =>
        target == InferenceTarget.FullBenchmark ? Told(decision, [.. sources.Where(Of).Select(s => s.Name)], sources.All(s => s.EpochScores is not null)) : decision;

    /// <summary>Of a run and its baseline.</summary>
    public static GateDecision Told(GateDecision decision, RunRecord record, ScoreSource? baseline) =>
        Told(decision, [ScoreSource.Of(record, record.Engine.Model), .. baseline is null ? Array.Empty<ScoreSource>() : [baseline]], InferenceTarget.FullBenchmark);

    /// <summary>A baseline's file, or null without one.</summary>
    public static ScoreSource? Source(string? path) => path is null ? null : ScoreSource.Read(path);

    /// <summary>Several epochs, a temperature under which text was generated, or answers that changed when they were asked for again.</summary>
    private static bool Of(ScoreSource source) => source.EpochScores is not null || source.Record is { } record &&
        (record.Determinism is { ScoresChanged: > 0 } || record.Scorer.Contains("(temperature=", StringComparison.Ordinal) && record.Items.Any(item => item.Cost.OutputTokens > 0));

    private static GateDecision Told(GateDecision decision, IReadOnlyList<string> sampled, bool epochs) => sampled.Count == 0 ? decision : decision with
    {
        Diagnostics = [.. decision.Diagnostics, new(Code, DiagnosticSeverity.Warning, $"The answers of {string.Join(" and ", sampled)} were sampled. The verdict is about these runs and not about the models: the luck of the sampling is not in the interval, and another run of the same " +
            $"model scores otherwise. {(epochs ? "Give the records with --inference expected to gate the score over endless epochs." : "Run with several --epochs a fixed size (run --inference expected) and gate the records.")}")],
    };
}
