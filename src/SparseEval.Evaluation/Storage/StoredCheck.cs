using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Whether a kept answer can be one: a file may have been changed by another program, or by a fault.</summary>
internal static class StoredCheck
{
    /// <summary>The answer, or null where the row holds none that an engine could have given.</summary>
    /// <param name="request">What it is to answer; null where that is not known.</param>
    /// <param name="json">The row's.</param>
    public static Completion? Read(EngineRequest? request, string json)
    {
        try
        {
            return StoredCompletion.Read(request?.ItemId ?? "", json) is var answer && IsAnswer(answer) && (request is null || Fits(answer, request)) ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsAnswer(Completion answer) => answer.Error is null && IsPossible(answer.Cost)
        && (answer.Text is not null || answer.LogLikelihoods is not null || answer.Similarities is not null || answer.Score is not null || answer.Epochs is not null)
        && !Numbers(answer).Any(number => double.IsNaN(number) || double.IsPositiveInfinity(number))
        && answer.Score is not (< 0 or > 1) && answer.Epochs?.All(epoch => epoch.Error is not null || IsAnswer(epoch)) != false;

    private static IEnumerable<double> Numbers(Completion answer) => [.. answer.LogLikelihoods ?? [], .. answer.Similarities ?? [], .. answer.Verdicts ?? [], answer.Score ?? 0];

    private static bool IsPossible(ComputeCost cost) => cost is { InputTokens: >= 0, OutputTokens: >= 0, CachedTokens: >= 0, SharedTokens: >= 0, ForwardFlops: >= 0, SharedFlops: >= 0, EnergyJoules: null or >= 0, Money: null or >= 0 }
        && cost.CachedTokens <= cost.InputTokens && cost.EngineTime >= TimeSpan.Zero && double.IsFinite(cost.ForwardFlops) && double.IsFinite(cost.SharedFlops)
        && (cost.Sides is not { } sides || (IsPossible(sides.Model) && IsPossible(sides.Judge)));

    private static bool Fits(Completion answer, EngineRequest request) => request switch
    {
        LogLikelihoodRequest choice => ((answer.LogLikelihoods ?? answer.Similarities)?.Count ?? choice.Continuations.Count) == choice.Continuations.Count,
        GenerationRequest { Epochs: > 1 } free => answer.Epochs?.Count == free.Epochs,
        _ => true,
    };
}
