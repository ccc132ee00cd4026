namespace SparseEval.Cli.Composition;

/// <summary>A sequence whose approximation was measured for right-or-wrong scores: others are refused when the first comes.</summary>
internal sealed class RightOrWrongSequence(IConfidenceSequence inner) : IConfidenceSequence
{
    public string Name => inner.Name;

    public bool IsExact => inner.IsExact;

    public ISequenceRun Begin(SequencePlan plan) => new Run(inner.Begin(plan), plan.Frame.Benchmark, inner.Name);

    private sealed class Run(ISequenceRun run, Benchmark benchmark, string name) : ISequenceRun
    {
        public int Count => run.Count;

        public double Value => run.Value;

        public ConfidenceInterval Interval => run.Interval;

        public IReadOnlyList<Diagnostic> Diagnostics => run.Diagnostics;

        public void Add(int item, double score)
        {
            if (score is not (0 or 1))
                throw new SparseEvalException($"Item '{benchmark.Items[item].Id}' has score {score}, and a gate takes the sequence '{name}' for scores of 0 and 1 alone: where graded scores are nearly alike its approximation is wrong far more often than alpha. " +
                    "Use --sequence betting (or betting-predictions with a history); what is finished is kept.");
            run.Add(item, score);
        }
    }
}
