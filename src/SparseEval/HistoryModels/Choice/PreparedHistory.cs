namespace SparseEval;

/// <summary>A history checked and made ready to be fitted: packed, with the part on which hyper-parameters are chosen.</summary>
internal sealed class PreparedHistory
{
    private const int LeastModels = 3;
    private const int MostModelsToStart = 2048;
    private const int MostModelsToChoose = 512;
    private readonly int _mostItemsToChoose;

    /// <param name="history">Past models.</param>
    /// <param name="options">Of the fit.</param>
    /// <param name="mostItemsToChoose">On how many items hyper-parameters are chosen at most.</param>
    public PreparedHistory(ResponseMatrix history, HistoryModelOptions options, int mostItemsToChoose)
    {
        _mostItemsToChoose = mostItemsToChoose;
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        if (models < LeastModels || items < 2)
            throw new SparseEvalException($"A history of {models} models and {items} items is too small for a history model; it takes at least {LeastModels} models and 2 items. " +
                "Add past models, or use the estimators 'mean' or 'regression'.");
        History = history.Packed();
        Options = options;
        var missing = History.CountMissing();
        if (missing == models * (long)items) throw new SparseEvalException($"The history of {models} models x {items} items has no score at all, so there is nothing to fit.");
        Complete = missing == 0;
        StartModels = Choose(models, MostModelsToStart, "models");
        StartHistory = StartModels.Length == models ? History : History.SelectModels(StartModels);
        StartGram = ModelGram.Of(StartHistory, options.Seed, options.Parallel);
        ChoiceHistory = Sampled(History);
        Gram = ReferenceEquals(ChoiceHistory, StartHistory) ? StartGram : ModelGram.Of(ChoiceHistory, options.Seed, options.Parallel);
        Folds = ModelFolds.Of(Gram, ChoiceHistory.Models.Count, options.Folds, options.Seed);
        Draws = HeldOutModels.Draws(ChoiceHistory.ItemIds.Count, ChoiceHistory.Models.Count, options.Seed);
        Diagnostics = HistoryRemarks.Of(this);
    }

    public HistoryModelOptions Options { get; }

    /// <summary>All of it.</summary>
    public ResponseMatrix History { get; }

    /// <summary>True where no cell is missing.</summary>
    public bool Complete { get; }

    /// <summary>Models whose cross-products give the starting values: all up to 2,048, else a seeded sample.</summary>
    public int[] StartModels { get; }

    public ResponseMatrix StartHistory { get; }

    public ModelGram StartGram { get; }

    /// <summary>At most 512 models, and as many items as the model wants, on which hyper-parameters are chosen.</summary>
    public ResponseMatrix ChoiceHistory { get; }

    /// <summary>Of <see cref="ChoiceHistory"/>.</summary>
    public ModelGram Gram { get; }

    public ModelFolds Folds { get; }

    public IReadOnlyList<int[]> Draws { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Sum of losses over folds, which run side by side; null where there are too few distinct models to leave any out.</summary>
    public HeldOutLoss[]? CrossValidate(Func<ResponseMatrix, int[], int, FittedHistoryModel[]> fits)
    {
        if (Folds.Distinct < LeastModels) return null;
        var losses = new HeldOutLoss[Folds.Count][];
        Parallel.For(0, Folds.Count, Options.Parallel, fold =>
        {
            var train = Folds.Without(fold);
            var held = new HeldOutModels(ChoiceHistory, Folds.In(fold), Draws);
            losses[fold] = Array.ConvertAll(fits(ChoiceHistory.SelectModels(train), train, fold), held.Loss);
        });
        return [.. Enumerable.Range(0, losses[0].Length).Select(c => losses.Aggregate(HeldOutLoss.Zero(Draws.Count), (sum, l) => sum + l[c]))];
    }

    /// <summary>Factors of <see cref="StartHistory"/>'s models along its principal axes.</summary>
    public ModelFactors Start(int rank) => Start(StartGram, [.. Enumerable.Range(0, StartModels.Length)], rank);

    /// <summary>The same for some models of <see cref="ChoiceHistory"/>.</summary>
    public ModelFactors Start(int[] models, int rank) => Start(Gram, models, rank);

    private ModelFactors Start(ModelGram gram, int[] models, int rank) =>
        ModelFactors.Start(TopEigen.Of(gram.Centred(models), models.Length, rank, Options.Seed, Options.Parallel), rank, models.Length);

    private int[] Choose(int count, int most, string what) => count <= most ? [.. Enumerable.Range(0, count)] : new SeededStream(Options.Seed, what).Choose(count, most);

    private ResponseMatrix Sampled(ResponseMatrix history)
    {
        if (history.Models.Count > MostModelsToChoose) history = history.SelectModels(Choose(history.Models.Count, MostModelsToChoose, "choice"));
        return history.ItemIds.Count > _mostItemsToChoose ? history.SelectItems(Choose(history.ItemIds.Count, _mostItemsToChoose, "items")) : history;
    }
}
