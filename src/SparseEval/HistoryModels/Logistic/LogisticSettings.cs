namespace SparseEval;

/// <summary>How a logistic factor model is fitted.</summary>
/// <param name="Penalty">On squared loadings, in units of one model's information at equal odds: a prior N(0, 1 / penalty) of each loading.</param>
/// <param name="InterceptPenalty">On the intercepts' squared distance from their mean; keeps items that all models solve finite.</param>
/// <param name="Sweeps">Rounds of one Newton step for the models' factors and one for the items.</param>
internal sealed record LogisticSettings(double Penalty, double InterceptPenalty, int Sweeps);
