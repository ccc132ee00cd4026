namespace SparseEval;

/// <summary>A statistical model of past models' scores. Immutable; hyper-parameters go to its factory in <see cref="HistoryModels"/>.</summary>
public interface IHistoryModel
{
    /// <summary>Name as it stands in the catalog: <c>gaussian-factor</c>.</summary>
    string Name { get; }

    /// <summary>Fits the model. The same history, options and seed give the same fit at any number of threads.</summary>
    /// <param name="history">Past models x items; missing cells are left out, never filled.</param>
    /// <exception cref="SparseEvalException">There are fewer than 3 models or 2 items, or no score at all.</exception>
    FittedHistoryModel Fit(ResponseMatrix history);
}
