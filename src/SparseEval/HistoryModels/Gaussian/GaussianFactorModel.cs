using System.Globalization;

namespace SparseEval;

/// <summary>
/// Factor analysis of the history. Rank first, then shrinkage and smoothing, are those with the least <see cref="HeldOutLoss"/> over models left out in turn.
/// </summary>
internal sealed record GaussianFactorModel(HistoryModelOptions Options) : IHistoryModel
{
    private const int Rounds = 3;
    private const int MostItemsToChoose = 4096;
    private static readonly int[] DefaultRanks = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24];
    private static readonly GaussianChoice[] Finish =
        [.. from s in new[] { 0, 0.5, 1, 1.5 } from h in new[] { 0.05, 0.2, 0.5, 1 } select new GaussianChoice(0, s, h)];

    public string Name => "gaussian-factor";

    public FittedHistoryModel Fit(ResponseMatrix history)
    {
        var prepared = new PreparedHistory(history, Options, MostItemsToChoose);
        return Fit(prepared, Choose(prepared));
    }

    private FittedGaussianModel Fit(PreparedHistory prepared, GaussianChoice choice)
    {
        var parameters = GaussianFit.Run(prepared.History, prepared.StartHistory, prepared.Complete, prepared.Start(choice.Rank), Rounds, Options.Parallel);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}(rank {choice.Rank}, shrinkage {choice.Shrinkage:0.##}, smoothing {choice.Smoothing:0.##})");
        IReadOnlyList<Diagnostic> remarks = choice.Rank > 0 ? prepared.Diagnostics : [.. prepared.Diagnostics, DiagnosticCatalog.NoFactors()];
        return new(prepared.History.ItemIds, parameters.Shrunk(choice.Shrinkage, choice.Smoothing, prepared.History.Models.Count), name, remarks)
        {
            Refit = other => Fit(new PreparedHistory(other, Options, MostItemsToChoose), choice with { Rank = Math.Min(choice.Rank, other.Models.Count - 1) }),
        };
    }

    private GaussianChoice Choose(PreparedHistory prepared)
    {
        var ranks = CandidateRanks.Of(Options.Ranks, DefaultRanks, prepared);
        var fits = new GaussianParameters[prepared.Folds.Count][];
        var byRank = prepared.CrossValidate((train, rows, fold) =>
        {
            fits[fold] = Array.ConvertAll(ranks, r => GaussianFit.Run(train, train, prepared.Complete, prepared.Start(rows, r), Rounds, Options.Parallel));
            return Array.ConvertAll(fits[fold], p => Candidate(train, p, GaussianChoice.Usual));
        });
        if (byRank is null) return GaussianChoice.Usual with { Rank = Options.Ranks is null ? 0 : ranks[^1] };
        var best = HeldOutLoss.Least(byRank);
        if (ranks[best] == 0) return GaussianChoice.Usual;
        var byFinish = prepared.CrossValidate((train, _, fold) => Array.ConvertAll(Finish, f => Candidate(train, fits[fold][best], f)))!;
        return Finish[HeldOutLoss.Least(byFinish)] with { Rank = ranks[best] };
    }

    private static FittedGaussianModel Candidate(ResponseMatrix train, GaussianParameters p, GaussianChoice choice) =>
        new(train.ItemIds, p.Shrunk(choice.Shrinkage, choice.Smoothing, train.Models.Count), "candidate", []);
}
