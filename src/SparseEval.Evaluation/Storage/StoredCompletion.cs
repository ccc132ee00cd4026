using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>The disk form of a <see cref="Completion"/>; the item's id stands beside it.</summary>
internal sealed record StoredCompletion
{
    public IReadOnlyList<double>? LogLikelihoods { get; init; }
    public string? Text { get; init; }
    public double? Score { get; init; }
    public string? Error { get; init; }
    public IReadOnlyList<double>? Verdicts { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public double ForwardFlops { get; init; }
    public long EngineTicks { get; init; }
    public double? EnergyJoules { get; init; }
    public long? CachedTokens { get; init; }
    public double? Money { get; init; }

    public static string Write(Completion completion) => JsonSerializer.Serialize(new StoredCompletion
    {
        LogLikelihoods = completion.LogLikelihoods,
        Text = completion.Text,
        Score = completion.Score,
        Error = completion.Error,
        Verdicts = completion.Verdicts,
        InputTokens = completion.Cost.InputTokens,
        OutputTokens = completion.Cost.OutputTokens,
        ForwardFlops = completion.Cost.ForwardFlops,
        EngineTicks = completion.Cost.EngineTime.Ticks,
        EnergyJoules = completion.Cost.EnergyJoules,
        CachedTokens = completion.Cost.CachedTokens is 0 ? null : completion.Cost.CachedTokens,
        Money = completion.Cost.Money,
    }, StorageJson.Default.StoredCompletion);

    public static Completion Read(string itemId, string json)
    {
        var stored = JsonSerializer.Deserialize(json, StorageJson.Default.StoredCompletion) ?? throw new JsonException("The answer is null.");
        return new Completion
        {
            ItemId = itemId,
            LogLikelihoods = stored.LogLikelihoods,
            Text = stored.Text,
            Score = stored.Score,
            Error = stored.Error,
            Verdicts = stored.Verdicts,
            Cost = new ComputeCost
            {
                InputTokens = stored.InputTokens,
                OutputTokens = stored.OutputTokens,
                ForwardFlops = stored.ForwardFlops,
                EngineTime = TimeSpan.FromTicks(stored.EngineTicks),
                EnergyJoules = stored.EnergyJoules,
                CachedTokens = stored.CachedTokens ?? 0,
                Money = stored.Money,
            },
        };
    }
}
