using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What a watched run may spend, as measured while it runs; null for no limit. It stops after the batch in which a limit is passed.</summary>
public sealed record SpendingLimits
{
    /// <summary>Tokens read and generated.</summary>
    public double? Tokens { get; init; }

    /// <summary>Seconds that the engine worked.</summary>
    public double? EngineSeconds { get; init; }

    /// <summary>Joules measured by the device; a device that measures none never passes it.</summary>
    public double? Joules { get; init; }

    /// <summary>Money in the currency of the plan's prices; without prices, and an engine that says none, it is never passed.</summary>
    public double? Money { get; init; }

    /// <summary>Such as <c>60 engine seconds or 2000 joules</c>, or null where nothing is limited.</summary>
    public string? Name => Limits(ComputeCost.Zero).Where(limit => limit.Most is not null).Select(limit => $"{Text(limit.Most!.Value)} {limit.What}") is var all && all.Any()
        ? string.Join(" or ", all) : null;

    /// <summary>Why to stop, or null to go on.</summary>
    internal (string Rule, StopVerdict Verdict)? Ask(ComputeCost spent) => Limits(spent).Where(limit => limit.Spent >= limit.Most)
        .Select(limit => ((string, StopVerdict)?)($"{Text(limit.Most!.Value)} {limit.What}", new("budget", $"{Text(limit.Spent)} {limit.What} are spent.")))
        .FirstOrDefault();

    private (string What, double? Most, double Spent)[] Limits(ComputeCost spent) =>
    [
        ("tokens", Tokens, spent.InputTokens + spent.OutputTokens),
        ("engine seconds", EngineSeconds, spent.EngineTime.TotalSeconds),
        ("joules", Joules, spent.EnergyJoules ?? 0),
        ("of money", Money, spent.Money ?? 0),
    ];

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
