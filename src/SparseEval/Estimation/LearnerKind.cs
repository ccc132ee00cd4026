namespace SparseEval;

/// <summary>What <see cref="Estimators.Learner"/> learns with.</summary>
public enum LearnerKind
{
    /// <summary>Linear, penalised by the squared weights.</summary>
    Ridge,

    /// <summary>Ridge regression on a Gaussian kernel: smooth and non-linear.</summary>
    KernelRidge,

    /// <summary>Linear, penalised by the absolute weights: few items decide.</summary>
    Lasso,
}
