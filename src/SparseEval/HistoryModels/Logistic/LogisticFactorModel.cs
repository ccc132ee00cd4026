using System.Globalization;

namespace SparseEval;

/// <summary>Logistic factor analysis of the history; rank first, then the penalty, are those with the least <see cref="HeldOutLoss"/> over models left out in turn.</summary>
internal sealed class LogisticFactorModel(HistoryModelOptions options) : IHistoryModel
{
    private const double InterceptPenalty = 0.1;
    private const int SweepsToChoose = 4;
    private const int Sweeps = 10;
    private static readonly int[] DefaultRanks = [0, 1, 2, 3, 4, 6, 8];
    private static readonly double[] Penalties = [0.3, 1, 3, 10];

    public string Name => "logistic-factor";

    public FittedHistoryModel Fit(ResponseMatrix history)
    {
        var prepared = new PreparedHistory(history, options, mostItemsToChoose: 1536);
        var (rank, penalty) = Choose(prepared);
        var eigen = Eigen(prepared.StartGram, [.. Enumerable.Range(0, prepared.StartModels.Length)], rank);
        var start = ModelFactors.Start(eigen, rank, prepared.StartModels.Length);
        var parameters = LogisticFit.Run(prepared.History, prepared.StartHistory, start, new(penalty, InterceptPenalty, Sweeps), options.Parallel);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}(rank {rank}, penalty {penalty:0.##})");
        IReadOnlyList<Diagnostic> remarks = rank > 0 ? prepared.Diagnostics : [.. prepared.Diagnostics, DiagnosticCatalog.NoFactors()];
        return new FittedLogisticModel(prepared.History.ItemIds, parameters, name, remarks);
    }

    private (int Rank, double Penalty) Choose(PreparedHistory prepared)
    {
        var ranks = CandidateRanks.Of(options.Ranks, DefaultRanks, prepared);
        var byRank = prepared.CrossValidate((train, rows, _) => Array.ConvertAll(ranks, r => Candidate(prepared, train, rows, r, 1)));
        if (byRank is null) return (options.Ranks is null ? 0 : ranks[^1], 1);
        var rank = ranks[HeldOutLoss.Least(byRank)];
        if (rank == 0) return (0, 1);
        var byPenalty = prepared.CrossValidate((train, rows, _) => Array.ConvertAll(Penalties, p => Candidate(prepared, train, rows, rank, p)))!;
        return (rank, Penalties[HeldOutLoss.Least(byPenalty)]);
    }

    private FittedLogisticModel Candidate(PreparedHistory prepared, ResponseMatrix train, int[] rows, int rank, double penalty)
    {
        var start = ModelFactors.Start(Eigen(prepared.Gram, rows, rank), rank, rows.Length);
        var fit = LogisticFit.Run(train, train, start, new(penalty, InterceptPenalty, SweepsToChoose), options.Parallel);
        return new(train.ItemIds, fit, "candidate", []);
    }

    private TopEigen Eigen(ModelGram gram, int[] rows, int rank) => TopEigen.Of(gram.Centred(rows), rows.Length, rank, options.Seed, options.Parallel);
}
