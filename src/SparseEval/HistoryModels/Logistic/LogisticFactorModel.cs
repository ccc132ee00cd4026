using System.Globalization;

namespace SparseEval;

/// <summary>
/// Logistic factor analysis of the history; rank first, then the penalty, are those with the least <see cref="HeldOutLoss"/> over models left out in turn. With one rank and
/// one penalty it is compensatory multidimensional IRT.
/// </summary>
internal sealed record LogisticFactorModel(HistoryModelOptions Options, string Name = LogisticFactorModel.Factor) : IHistoryModel
{
    public const string Factor = "logistic-factor";
    public const string Irt = "irt-md";
    private const int MostItemsToChoose = 1536;
    private const double InterceptPenalty = 0.1;
    private const int SweepsToChoose = 4;
    private const int Sweeps = 10;

    private int[] Ranks => Name == Irt ? [2] : [0, 1, 2, 3, 4, 6, 8];

    private double[] Penalties => Name == Irt ? [0.3] : [0.3, 1, 3, 10];

    public FittedHistoryModel Fit(ResponseMatrix history)
    {
        var prepared = new PreparedHistory(history, Options, MostItemsToChoose);
        var (rank, penalty) = Choose(prepared);
        return Fit(prepared, rank, penalty);
    }

    private FittedLogisticModel Fit(PreparedHistory prepared, int rank, double penalty)
    {
        var parameters = LogisticFit.Run(prepared.History, prepared.StartHistory, prepared.Start(rank), new(penalty, InterceptPenalty, Sweeps), Options.Parallel);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}(rank {rank}, penalty {penalty:0.##})");
        IReadOnlyList<Diagnostic> remarks = rank > 0 ? prepared.Diagnostics : [.. prepared.Diagnostics, DiagnosticCatalog.NoFactors()];
        return new(prepared.History.ItemIds, parameters, name, remarks)
        {
            Refit = other => Fit(new PreparedHistory(other, Options, MostItemsToChoose), Math.Min(rank, other.Models.Count - 1), penalty),
        };
    }

    private (int Rank, double Penalty) Choose(PreparedHistory prepared)
    {
        var ranks = CandidateRanks.Of(Options.Ranks, Ranks, prepared);
        var usual = Penalties.Contains(1) ? 1 : Penalties[0];
        if (prepared.Folds.Distinct < 3) return (Options.Ranks is null ? 0 : ranks[^1], usual);
        var rank = ranks.Length == 1 ? ranks[0]
            : ranks[HeldOutLoss.Least(prepared.CrossValidate((train, rows, _) => Array.ConvertAll(ranks, r => Candidate(prepared, train, rows, r, usual)))!)];
        if (rank == 0 || Penalties.Length == 1) return (rank, usual);
        var byPenalty = prepared.CrossValidate((train, rows, _) => Array.ConvertAll(Penalties, p => Candidate(prepared, train, rows, rank, p)))!;
        return (rank, Penalties[HeldOutLoss.Least(byPenalty)]);
    }

    private FittedLogisticModel Candidate(PreparedHistory prepared, ResponseMatrix train, int[] rows, int rank, double penalty)
    {
        var fit = LogisticFit.Run(train, train, prepared.Start(rows, rank), new(penalty, InterceptPenalty, SweepsToChoose), Options.Parallel);
        return new(train.ItemIds, fit, "candidate", []);
    }
}
