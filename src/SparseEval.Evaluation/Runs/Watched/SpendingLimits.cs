using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What a watched run may spend, as measured while it runs; null for no limit. It stops after the batch in which a limit is passed.</summary>
public sealed record SpendingLimits
{
    /// <summary>Tokens read and generated.</summary>
    public double? Tokens { get; init; }

    /// <summary>Seconds that the engine worked.</summary>
    public double? EngineSeconds { get; init; }

    /// <summary>Joules measured by the device; a run on a device that measures none is refused after its first batch.</summary>
    public double? Joules { get; init; }

    /// <summary>Money in the currency of the plan's prices; a run whose engine leaves an item's cost open is refused after that batch.</summary>
    public double? Money { get; init; }

    /// <summary>Such as <c>60 engine seconds or 2000 joules</c>, or null where nothing is limited.</summary>
    public string? Name => Limits(ComputeCost.Zero).Where(limit => limit.Most is not null).Select(limit => $"{Text(limit.Most!.Value)} {limit.What}") is var all && all.Any()
        ? string.Join(" or ", all) : null;

    /// <exception cref="SparseEvalException">What is limited is not known of what was spent.</exception>
    internal void RequireKnown(ComputeCost spent)
    {
        if (spent == ComputeCost.Zero || Limits(spent).FirstOrDefault(limit => limit is { Most: not null, Spent: null }) is not { What: { } what }) return;
        throw new SparseEvalException($"The run is to stop after {Text(Limits(spent).First(limit => limit.What == what).Most!.Value)} {what}, and what its items spend of that is not known: the engine does not say it for every item, and no price list tells it. "
            + "Limit something else, or give prices (of tokens that the engine counts, or hour=) and resume: what was finished is kept.");
    }

    /// <summary>Why to stop, or null to go on.</summary>
    internal (string Rule, StopVerdict Verdict)? Ask(ComputeCost spent) => Limits(spent).Where(limit => limit.Spent >= limit.Most)
        .Select(limit => ((string, StopVerdict)?)($"{Text(limit.Most!.Value)} {limit.What}", new("budget", $"{Text(limit.Spent!.Value)} {limit.What} are spent.")))
        .FirstOrDefault();

    private (string What, double? Most, double? Spent)[] Limits(ComputeCost spent) =>
    [
        ("tokens", Tokens, spent.TokensUnknown ? null : spent.InputTokens + spent.OutputTokens),
        ("engine seconds", EngineSeconds, spent.EngineTime.TotalSeconds),
        ("joules", Joules, spent.EnergyJoules),
        ("of money", Money, spent.Money),
    ];

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
