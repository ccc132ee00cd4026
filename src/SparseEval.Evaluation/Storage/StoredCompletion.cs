using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>The disk form of a <see cref="Completion"/>; the item's id stands beside it.</summary>
internal sealed record StoredCompletion
{
    public IReadOnlyList<double>? LogLikelihoods { get; init; }
    public IReadOnlyList<double>? Similarities { get; init; }
    public string? Text { get; init; }
    public double? Score { get; init; }
    public string? Error { get; init; }
    public IReadOnlyList<double>? Verdicts { get; init; }
    public string? Content { get; init; }
    public bool? IsTruncated { get; init; }
    public bool? IsVerdictCut { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public double ForwardFlops { get; init; }
    public long EngineTicks { get; init; }
    public double? EnergyJoules { get; init; }
    public long? CachedTokens { get; init; }
    public long? SharedTokens { get; init; }
    public double? SharedFlops { get; init; }
    public double? Money { get; init; }
    public bool? TokensUnknown { get; init; }
    public bool? TokensEstimated { get; init; }
    public StoredSides? Sides { get; init; }
    public IReadOnlyList<StoredCompletion>? Epochs { get; init; }

    public static string Write(Completion completion) => JsonSerializer.Serialize(Of(completion), StorageJson.Default.StoredCompletion);

    public static Completion Read(string itemId, string json) =>
        (JsonSerializer.Deserialize(json, StorageJson.Default.StoredCompletion) ?? throw new JsonException("The answer is null.")).ToCompletion(itemId);

    private static StoredCompletion Of(Completion completion) => new()
    {
        LogLikelihoods = completion.LogLikelihoods,
        Similarities = completion.Similarities,
        Text = completion.Text,
        Score = completion.Score,
        Error = completion.Error,
        Verdicts = completion.Verdicts,
        Content = completion.Content,
        IsTruncated = completion.IsTruncated ? true : null,
        IsVerdictCut = completion.IsVerdictCut ? true : null,
        InputTokens = completion.Cost.InputTokens,
        OutputTokens = completion.Cost.OutputTokens,
        ForwardFlops = completion.Cost.ForwardFlops,
        EngineTicks = completion.Cost.EngineTime.Ticks,
        EnergyJoules = completion.Cost.EnergyJoules,
        CachedTokens = completion.Cost.CachedTokens is 0 ? null : completion.Cost.CachedTokens,
        SharedTokens = completion.Cost.SharedTokens is 0 ? null : completion.Cost.SharedTokens,
        SharedFlops = completion.Cost.SharedFlops is 0 ? null : completion.Cost.SharedFlops,
        Money = completion.Cost.Money,
        TokensUnknown = completion.Cost.TokensUnknown ? true : null,
        TokensEstimated = completion.Cost.TokensEstimated ? true : null,
        Sides = StoredSides.Of(completion.Cost.Sides),
        Epochs = completion.Epochs is { } epochs ? [.. epochs.Select(Of)] : null,
    };

    private Completion ToCompletion(string itemId) => new()
    {
        ItemId = itemId,
        LogLikelihoods = LogLikelihoods,
        Similarities = Similarities,
        Text = Text,
        Score = Score,
        Error = Error,
        Verdicts = Verdicts,
        Content = Content,
        IsTruncated = IsTruncated == true,
        IsVerdictCut = IsVerdictCut == true,
        Cost = new ComputeCost
        {
            InputTokens = InputTokens,
            OutputTokens = OutputTokens,
            ForwardFlops = ForwardFlops,
            EngineTime = TimeSpan.FromTicks(EngineTicks),
            EnergyJoules = EnergyJoules,
            CachedTokens = CachedTokens ?? 0,
            SharedTokens = SharedTokens ?? 0,
            SharedFlops = SharedFlops ?? 0,
            Money = Money,
            TokensUnknown = TokensUnknown ?? false,
            TokensEstimated = TokensEstimated ?? false,
            Sides = Sides?.ToSides(),
        },
        Epochs = Epochs?.Select(epoch => epoch.ToCompletion(itemId)).ToArray(),
    };
}
