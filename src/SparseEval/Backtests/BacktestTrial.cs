namespace SparseEval;

/// <summary>One held-out model under one draw of a backtest.</summary>
/// <param name="Model">Its row in the history.</param>
/// <param name="Fold">Number of the fold that held it out, from 0.</param>
/// <param name="Draw">Number of the draw in the fold, from 0.</param>
/// <param name="FullScore">Over all items, by the backtest's estimand.</param>
/// <param name="Estimate">From the drawn items.</param>
/// <param name="Interval">Null where the method carries none.</param>
public sealed record BacktestTrial(int Model, int Fold, int Draw, double FullScore, double Estimate, ConfidenceInterval? Interval);
