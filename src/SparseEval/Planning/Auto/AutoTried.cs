namespace SparseEval;

/// <summary>How a method's intervals turned out on past models left out, each estimated, and its interval's ends taken, from models of other folds alone.</summary>
/// <param name="Coverage">Share of trials whose interval held the full score.</param>
/// <param name="Width">Mean width on the scale of scores.</param>
/// <param name="Trials">Number of trials.</param>
public sealed record AutoTried(double Coverage, double Width, int Trials);
