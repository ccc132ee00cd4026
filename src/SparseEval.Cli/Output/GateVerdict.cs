namespace SparseEval.Cli.Output;

/// <summary>All gates of a command with what they come to.</summary>
/// <param name="Cases">At least one.</param>
/// <param name="Alpha">Of all counted benchmarks together.</param>
/// <param name="Multiplicity">Null for a single gate.</param>
internal sealed record GateVerdict(IReadOnlyList<GateCase> Cases, double Alpha, GateMultiplicity? Multiplicity)
{
    /// <summary>Critical benchmarks must be shown good, supporting ones must not be shown bad, advisory ones are shown alone.</summary>
    public GateOutcome Outcome
    {
        get
        {
            var counted = Cases.Where(c => c.Tier != "advisory").ToList();
            var critical = counted.Where(c => c.Tier == "critical").ToList();
            return counted.Any(c => c.Decision.Outcome == GateOutcome.NoGo) ? GateOutcome.NoGo
                : counted.Any(c => c.Decision.Outcome == GateOutcome.Invalid) ? GateOutcome.Invalid
                : critical.All(c => c.Decision.Outcome == GateOutcome.Go) ? GateOutcome.Go : GateOutcome.Inconclusive;
        }
    }

    public string Sentence()
    {
        if (Cases.Count == 1) return Cases[0].Sentence();
        string Number(GateOutcome outcome) => $"{Cases.Count(c => c.Decision.Outcome == outcome && c.Tier != "advisory")} {GateCase.Word(outcome)}";
        var counted = Cases.Count(c => c.Tier != "advisory");
        return $"{GateCase.Word(Outcome)}: of {Quantity.Of(counted, "benchmark")} that {(counted == 1 ? "counts" : "count")}, {Number(GateOutcome.Go)}, {Number(GateOutcome.NoGo)}, {Number(GateOutcome.Inconclusive)}" +
            $"{(Cases.Any(c => c.Decision.Outcome == GateOutcome.Invalid && c.Tier != "advisory") ? $", {Number(GateOutcome.Invalid)}" : "")}; {Quantity.Of(Cases.Sum(c => c.Saved), "item")} saved." +
            (Cases.Count(c => c.IsSampled) is > 0 and var sampled ? $" {Quantity.Of(sampled, "verdict")} about these runs and not about the models: answers were sampled." : "");
    }

    /// <summary>How the error is shared, in a phrase.</summary>
    public string Adjustment => Multiplicity switch
    {
        GateMultiplicity.Holm => FormattableString.Invariant($"Holm over {Quantity.Of(Counted, "benchmark")}, from alpha {Alpha / Counted:0.######} on; {Each}"),
        GateMultiplicity.Bonferroni => FormattableString.Invariant($"Bonferroni over {Quantity.Of(Counted, "benchmark")}, alpha {Alpha / Counted:0.######} each; {Each}"),
        GateMultiplicity.None => FormattableString.Invariant($"no adjustment: each benchmark at alpha {Alpha:0.########}, all together wrong more often"),
        _ => FormattableString.Invariant($"wrong GO and wrong NO-GO at most {Alpha:0.########} each"),
    };

    /// <summary>GO claims and NO-GO claims are two families, each of which may spend all of alpha.</summary>
    private string Each => FormattableString.Invariant($"any wrong GO has probability {Alpha:0.########} at most, and any wrong NO-GO too; one of either kind {Math.Min(1, 2 * Alpha):0.########}");

    private int Counted => Math.Max(1, Cases.Count(c => c.Tier != "advisory"));
}
