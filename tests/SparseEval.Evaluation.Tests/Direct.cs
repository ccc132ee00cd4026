namespace SparseEval.Evaluation.Tests;

/// <summary>Tells at once, on the thread that reports.</summary>
internal sealed class Direct(Action<RunProgress> tell) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => tell(value);
}
