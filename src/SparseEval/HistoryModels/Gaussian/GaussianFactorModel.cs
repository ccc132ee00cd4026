using System.Globalization;

namespace SparseEval;

/// <summary>
/// Factor analysis of the history. Rank first, then shrinkage and smoothing, are those with the least <see cref="HeldOutLoss"/> over models left out in turn.
/// </summary>
internal sealed class GaussianFactorModel(HistoryModelOptions options) : IHistoryModel
{
    private const int Rounds = 3;
    private static readonly int[] DefaultRanks = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24];
    private static readonly (double Shrinkage, double Smoothing) Usual = (1, 0.2);
    private static readonly (double Shrinkage, double Smoothing)[] Finish =
        [.. from s in new[] { 0, 0.5, 1, 1.5 } from h in new[] { 0.05, 0.2, 0.5, 1 } select (s, h)];

    public string Name => "gaussian-factor";

    public FittedHistoryModel Fit(ResponseMatrix history)
    {
        var prepared = new PreparedHistory(history, options, mostItemsToChoose: 4096);
        var (rank, (shrinkage, smoothing)) = Choose(prepared);
        var models = prepared.History.Models.Count;
        var eigen = Eigen(prepared.StartGram, [.. Enumerable.Range(0, prepared.StartModels.Length)], rank);
        var start = ModelFactors.Start(eigen, rank, prepared.StartModels.Length);
        var parameters = GaussianFit.Run(prepared.History, prepared.StartHistory, prepared.Complete, start, Rounds, options.Parallel).Shrunk(shrinkage, smoothing, models);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}(rank {rank}, shrinkage {shrinkage:0.##}, smoothing {smoothing:0.##})");
        IReadOnlyList<Diagnostic> remarks = rank > 0 ? prepared.Diagnostics : [.. prepared.Diagnostics, DiagnosticCatalog.NoFactors()];
        return new FittedGaussianModel(prepared.History.ItemIds, parameters, name, remarks);
    }

    private (int Rank, (double, double) Finish) Choose(PreparedHistory prepared)
    {
        var ranks = CandidateRanks.Of(options.Ranks, DefaultRanks, prepared);
        var fits = new GaussianParameters[prepared.Folds.Count][];
        var byRank = prepared.CrossValidate((train, rows, fold) =>
        {
            fits[fold] = Nested(prepared, train, rows, ranks);
            return Array.ConvertAll(fits[fold], p => Candidate(train, p, Usual));
        });
        if (byRank is null) return (options.Ranks is null ? 0 : ranks[^1], Usual);
        var best = HeldOutLoss.Least(byRank);
        if (ranks[best] == 0) return (0, Usual);
        var byFinish = prepared.CrossValidate((train, _, fold) => Array.ConvertAll(Finish, f => Candidate(train, fits[fold][best], f)))!;
        return (ranks[best], Finish[HeldOutLoss.Least(byFinish)]);
    }

    private GaussianParameters[] Nested(PreparedHistory prepared, ResponseMatrix train, int[] rows, int[] ranks)
    {
        var eigen = Eigen(prepared.Gram, rows, ranks[^1]);
        return Array.ConvertAll(ranks, r => GaussianFit.Run(train, train, prepared.Complete, ModelFactors.Start(eigen, r, rows.Length), Rounds, options.Parallel));
    }

    private TopEigen Eigen(ModelGram gram, int[] rows, int rank) => TopEigen.Of(gram.Centred(rows), rows.Length, rank, options.Seed, options.Parallel);

    private static FittedGaussianModel Candidate(ResponseMatrix train, GaussianParameters p, (double Shrinkage, double Smoothing) finish) =>
        new(train.ItemIds, p.Shrunk(finish.Shrinkage, finish.Smoothing, train.Models.Count), "candidate", []);
}
