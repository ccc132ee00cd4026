using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Watches a run by a confidence sequence and stops it early: items come in the random order of the plan's seed until a rule is satisfied or the budget is reached.</summary>
public sealed record WatchPlan
{
    private readonly double _growth = 0.05;

    /// <summary>How the score, and the difference to the baseline, are watched; valid whenever the run stops.</summary>
    public required IConfidenceSequence Sequence { get; init; }

    /// <summary>Asked in this order after each batch of items; the first that answers stops the run. Rules on a difference need <see cref="Baseline"/>.</summary>
    public IReadOnlyList<IStoppingRule> Rules { get; init; } = [];

    /// <summary>Stops the run as well when so much is spent.</summary>
    public SpendingLimits Spending { get; init; } = new();

    /// <summary>The model that this one is compared with, or null.</summary>
    public BaselineScores? Baseline { get; init; }

    /// <summary>Items between two questions to the rules, as a share of the items so far, in (0, 1]; at least 16 items. Default 0.05.</summary>
    /// <exception cref="SparseEvalException">Outside (0, 1].</exception>
    public double Growth
    {
        get => _growth;
        init => _growth = value is > 0 and <= 1 ? value : throw new SparseEvalException($"Growth {value.ToString(CultureInfo.InvariantCulture)} is outside (0, 1]. Give a share such as 0.05.");
    }

    /// <summary>Such as <c>betting until half-width 0.02</c>; stands in records and in the plan's hash.</summary>
    public string Name => $"{Sequence.Name} until {string.Join(" or ", Rules.Select(rule => rule.Name).Append(Spending.Name).OfType<string>())}";
}
