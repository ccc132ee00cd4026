namespace SparseEval;

/// <summary>Asked after each batch whether the run may stop. Immutable; members stand in <see cref="StoppingRules"/>.</summary>
public interface IStoppingRule
{
    /// <summary>Name with its number, as it stands in records: <c>half-width 0.02</c>.</summary>
    string Name { get; }

    /// <summary>The half-width to plan with (<see cref="SequencePlan.HalfWidth"/>), or null where the rule aims at none.</summary>
    double? PlannedHalfWidth { get; }

    /// <summary>True where it reads the difference of two models, false where it reads one model's score.</summary>
    bool WatchesDifference => false;

    /// <summary>Of a rule on a difference: c in the score less c times the baseline's, in (0, 1]; default 1.</summary>
    double BaselineShare => 1;

    /// <summary>True where missing scores count at the worst end of the scale for each claim; false where they are taken as missing at random. Default false.</summary>
    bool CountsMissing => false;

    /// <summary>Null to go on. A complete benchmark always stops.</summary>
    StopVerdict? Ask(StreamState state);
}
