namespace SparseEval;

/// <summary>How the error is shared among the benchmarks of a policy.</summary>
public enum GateMultiplicity
{
    /// <summary>Holm's step-down: the first claims at alpha / m, the next at alpha over the number of benchmarks that are still open.</summary>
    Holm,

    /// <summary>Every benchmark at alpha / m.</summary>
    Bonferroni,

    /// <summary>Every benchmark at alpha: each is right with the confidence, all together are not.</summary>
    None,
}

/// <summary>Decides several gates so that the chance of any wrong claim is bounded.</summary>
/// <remarks>
/// GO claims are one family and NO-GO claims another. In each the chance of any wrong claim is alpha at most, whatever the dependence (Holm 1979): the p-value of a claim is the least alpha at which its interval makes it.
/// Both families together may reach 2 alpha: a confidence sequence may spend all of alpha on one end. A two-sided interval of a fixed sample gives each about alpha / 2.
/// </remarks>
public static class GateFamily
{
    /// <summary>The decision of each gate with the level that it was made at.</summary>
    /// <param name="gates">Each decides at the alpha it is given; stricter for smaller alpha.</param>
    /// <param name="alpha">1 - confidence, in (0, 1).</param>
    /// <param name="multiplicity">How alpha is shared.</param>
    /// <returns>In the order of the gates; the level is that of the claim, or of the last attempt where none was made.</returns>
    /// <exception cref="SparseEvalException">alpha is out of range.</exception>
    public static IReadOnlyList<(GateDecision Decision, double Alpha)> Decide(IReadOnlyList<Func<double, GateDecision>> gates, double alpha, GateMultiplicity multiplicity)
    {
        if (!(alpha is > 0 and < 1)) throw new SparseEvalException($"An alpha of {alpha} is not in (0, 1). Give a share such as 0.05.");
        var start = multiplicity == GateMultiplicity.None ? alpha : alpha / Math.Max(1, gates.Count);
        var decided = gates.Select(gate => (Decision: gate(start), Alpha: start)).ToArray();
        if (multiplicity != GateMultiplicity.Holm) return decided;
        Step(gates, decided, alpha, GateOutcome.Go);
        Step(gates, decided, alpha, GateOutcome.NoGo);
        return decided;
    }

    /// <summary>Raises the level as claims of one kind are made; what was claimed stays claimed.</summary>
    private static void Step(IReadOnlyList<Func<double, GateDecision>> gates, (GateDecision Decision, double Alpha)[] decided, double alpha, GateOutcome claim)
    {
        for (var made = 0; decided.Count(d => d.Decision.Outcome == claim) is var now && now > made && now < gates.Count;)
        {
            made = now;
            var level = alpha / (gates.Count - made);
            for (var i = 0; i < gates.Count; i++)
                if (decided[i].Decision.Outcome == GateOutcome.Inconclusive && gates[i](level) is { } again && again.Outcome == claim) decided[i] = (again, level);
        }
    }
}
