namespace SparseEval;

/// <summary>
/// Two-parameter logistic IRT by marginal maximum likelihood: EM over abilities ~ N(0, 1), which are brought back to mean 0 and variance 1 after each round
/// (parameter-expanded EM, Liu, Rubin and Wu 1998), with weak penalties.
/// </summary>
internal sealed record TwoParameterModel(HistoryModelOptions Options) : IHistoryModel
{
    private const int Rounds = 16;
    private static readonly LogisticSettings Settings = new(Penalty: 0.1, InterceptPenalty: 0.05, Rounds);

    public string Name => "irt-2pl";

    public FittedHistoryModel Fit(ResponseMatrix history)
    {
        var prepared = new PreparedHistory(history, Options, mostItemsToChoose: 1536);
        return Fit(prepared, Settings, prepared.History.ItemIds.Count switch { < 100 => 15, < 400 => 5, _ => 3 });
    }

    /// <summary>With other penalties and numbers of nodes.</summary>
    public static FittedHistoryModel Fit(PreparedHistory prepared, LogisticSettings settings, int nodes)
    {
        var (history, options) = (prepared.History, prepared.Options);
        var empty = prepared.Folds.Distinct < 3;
        var start = prepared.Start(empty ? 0 : 1);
        if (empty)
            return new FittedLogisticModel(history.ItemIds, LogisticFit.Run(history, prepared.StartHistory, start, settings, options.Parallel), "irt-2pl(without discrimination)",
                [.. prepared.Diagnostics, DiagnosticCatalog.NoFactors()]);
        var p = LogisticFit.Run(history, prepared.StartHistory, start, settings with { Sweeps = 1 }, options.Parallel);
        var (rule, modes) = (GaussHermite.Of(nodes), new double[history.Models.Count]);
        for (var round = 0; round < settings.Sweeps; round++)
        {
            var (abilities, mean, deviation) = new AbilityQuadrature(history, p with { Dispersion = 1 }, rule, options.Parallel).Run(modes).Standardised();
            modes = abilities.Modes;
            var intercept = (double[])p.Intercept.Clone();
            Vectors.AddScaled(intercept, mean, p.Loadings[0]);
            p = new(intercept, [Array.ConvertAll(p.Loadings[0], v => v * deviation)], 1);
            p = new TwoParameterStep(history, abilities, settings, options.Parallel).Run(p);
        }
        return new FittedLogisticModel(history.ItemIds, p with { Loadings = FactorAxes.Canonical(p.Loadings) }, "irt-2pl", prepared.Diagnostics)
        {
            Refit = other => Fit(new PreparedHistory(other, options, mostItemsToChoose: 1536), settings, nodes),
        };
    }
}
