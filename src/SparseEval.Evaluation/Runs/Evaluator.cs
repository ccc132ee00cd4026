namespace SparseEval.Evaluation;

/// <summary>
/// Runs a plan: draws items, asks the engine about each once, scores the answers, makes them durable, estimates the full score and keeps the ledger.
/// Equal plans and models give equal records, whatever was killed and resumed on the way.
/// </summary>
/// <param name="engine">Runs the model; the caller disposes it. One run at a time.</param>
/// <param name="scorer">What to ask and how to score.</param>
/// <param name="options">Journal, cache, progress; default none of them.</param>
public sealed class Evaluator(IInferenceEngine engine, IScorer scorer, EvaluatorOptions? options = null)
{
    private readonly EvaluatorOptions _options = options ?? new();
    private readonly DateTimeOffset _begun = (options ?? new()).TimeProvider.GetUtcNow();

    /// <summary>Runs the drawn items and estimates the full score.</summary>
    /// <exception cref="SparseEvalException">The plan does not fit the benchmark, the scorer, or the journal.</exception>
    /// <exception cref="EngineException">The engine cannot go on, or no item has a score. What was finished is in the journal.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. What was finished is in the journal.</exception>
    public async Task<RunRecord> RunAsync(RunPlan plan, CancellationToken cancellationToken = default)
    {
        using var session = RunSession.Begin(engine, scorer, _options, Complete(plan), _begun);
        var sample = await session.RunDrawnAsync(cancellationToken).ConfigureAwait(false);
        await session.CheckAsync(sample, cancellationToken).ConfigureAwait(false);
        return session.Record(sample);
    }

    /// <summary>Runs the drawn items, and then all others by the same loop, journal and cache: what did the interval promise, and what is true?</summary>
    /// <exception cref="SparseEvalException">As <see cref="RunAsync"/>.</exception>
    /// <exception cref="EngineException">As <see cref="RunAsync"/>.</exception>
    /// <exception cref="OperationCanceledException">As <see cref="RunAsync"/>.</exception>
    public async Task<ValidationRecord> ValidateAsync(RunPlan plan, CancellationToken cancellationToken = default)
    {
        if (plan.Options.Target == InferenceTarget.ExpectedScore)
            throw new SparseEvalException("A validation compares with the score as run, and the interval would be about endless epochs. Estimate the score as run ('benchmark').");
        using var session = RunSession.Begin(engine, scorer, _options, Complete(plan), _begun);
        var sample = await session.RunDrawnAsync(cancellationToken).ConfigureAwait(false);
        var record = session.Record(sample);
        await session.RunRestAsync(sample, cancellationToken).ConfigureAwait(false);
        return session.Validate(record, sample);
    }

    /// <summary>Tells what the plan would draw and cost, and how wide its interval is forecast to be, without running anything.</summary>
    /// <exception cref="SparseEvalException">The plan does not fit the benchmark or the scorer.</exception>
    public RunPreview Preview(RunPlan plan) => RunPreviewer.Preview(Complete(plan), CostForecast.Of(plan, scorer, engine));

    /// <summary>Refuses to take a finished run for one that would be made now where the files that its items name are others by now.</summary>
    /// <param name="finished">Its record.</param>
    /// <param name="benchmark">The same items.</param>
    /// <exception cref="SparseEvalException">A file has changed, or is gone.</exception>
    public void RequireUnchanged(RunRecord finished, Benchmark benchmark) => ContentCheck.Require(
        finished.Items.Where(item => benchmark.IndexOf(item.Id) >= 0).Select(item => new FinishedItem { ItemId = item.Id, Score = item.Score, Cost = item.Cost, Error = item.Error, Content = item.Content }),
        id => engine.ContentOf(scorer.CreateRequest(benchmark.Items[benchmark.IndexOf(id)])), "The finished run");

    private RunPlan Complete(RunPlan plan)
    {
        WatchCheck.Require(plan);
        EpochCheck.Require(plan);
        return plan.Scorer is null || plan.Scorer == scorer.Name ? plan with { Scorer = scorer.Name }
            : throw new SparseEvalException($"The plan names scorer '{plan.Scorer}', and this evaluator scores by '{scorer.Name}'. Make them agree.");
    }
}
