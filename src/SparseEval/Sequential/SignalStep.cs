namespace SparseEval;

/// <summary>One observation as a game sees it: a number whose expectation, given the past, is the full score, with what was known before it came.</summary>
/// <param name="Signal">Known weighted scores, plus predictions of the unseen, plus the drawn item's error over its chance.</param>
/// <param name="Lower">Nothing less could have come.</param>
/// <param name="Upper">Nothing more could have come.</param>
/// <param name="Aim">The full score as estimated before; bets lean toward it.</param>
/// <param name="Variance">The signal's variance as estimated before.</param>
/// <param name="Predicted">True where predictions stood in it.</param>
internal readonly record struct SignalStep(double Signal, double Lower, double Upper, double Aim, double Variance, bool Predicted);
