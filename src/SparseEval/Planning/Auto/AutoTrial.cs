namespace SparseEval;

/// <summary>One past model under one trial draw, estimated from past models of other folds.</summary>
/// <param name="Fold">That it was left out with.</param>
/// <param name="Truth">Its full score.</param>
/// <param name="Estimate">What the sample said.</param>
internal readonly record struct AutoTrial(int Fold, double Truth, Estimate Estimate)
{
    public double Width => Estimate.Interval!.HalfWidth * 2;

    public bool Holds => Estimate.Interval!.Contains(Truth);

    /// <summary>(truth - estimate) / standard error; infinite where no error was seen.</summary>
    public double Studentised => Estimate.StandardError is { } se && se > 0 ? (Truth - Estimate.Value) / se : Truth == Estimate.Value ? 0 : (Truth - Estimate.Value) * double.PositiveInfinity;
}
