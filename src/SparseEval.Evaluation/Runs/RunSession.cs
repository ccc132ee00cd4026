namespace SparseEval.Evaluation;

/// <summary>One process's work on a run: the loop from drawing to the record.</summary>
internal sealed class RunSession : IDisposable
{
    private readonly IInferenceEngine _engine;
    private readonly IScorer _scorer;
    private readonly EpochScorer? _epochs;
    private readonly EvaluatorOptions _options;
    private readonly RunPlan _plan;
    private readonly RunIdentity _identity;
    private readonly CostForecast _forecast;
    private readonly RunJournal _journal;
    private readonly RunClock _clock;
    private readonly BatchPipeline _pipeline;
    private readonly ProgressTracker _tracker;
    private readonly int _items;
    private int _batches;
    private DeterminismRecord? _determinism;
    private RunWatch? _watch;

    private RunSession(IInferenceEngine engine, IScorer scorer, EvaluatorOptions options, RunPlan plan, DateTimeOffset begun)
    {
        _engine = plan.Epochs > 1 ? new EpochEngine(engine) : engine;
        _epochs = plan.Epochs > 1 ? new(scorer, plan.Epochs, engine.Varies) : null;
        _scorer = _epochs ?? scorer;
        _options = options;
        _plan = plan;
        _clock = new RunClock(options.TimeProvider);
        _forecast = _clock.Plan(() => CostForecast.Of(plan, scorer, engine));
        _items = _clock.Plan(() => BudgetResolver.Resolve(plan, _forecast));
        _identity = RunIdentity.OfRun(plan, engine.Description, _items);
        var journal = options.StageOf is { } whole ? RunIdentity.OfRun(whole with { Scorer = plan.Scorer }, engine.Description, BudgetResolver.Resolve(whole, _forecast)) : _identity;
        _journal = RunJournal.Open(options.JournalPath, journal, options.Resume, options.TimeProvider.GetUtcNow(), answer => _epochs?.Scores(plan.Frame.Benchmark.Items[plan.Frame.Benchmark.IndexOf(answer.ItemId)], answer),
            id => engine.ContentOf(_forecast.Request(plan.Frame.Benchmark.IndexOf(id))), options.StageOf is null ? null : begun);
        _tracker = new ProgressTracker(options.Progress, _clock, _forecast, plan.Frame.Benchmark);
        _pipeline = new BatchPipeline(_engine, options.Cache is { } cache ? new(cache, _engine, Asked()) : null, new BatchCommitter(plan.Frame.Benchmark, _scorer, _journal, _clock, _tracker), _journal.Parts);
    }

    public static RunSession Begin(IInferenceEngine engine, IScorer scorer, EvaluatorOptions options, RunPlan plan, DateTimeOffset begun) =>
        new(engine, scorer, options, plan, begun);

    /// <summary>Draws and runs until the design is done.</summary>
    public async Task<Sample> RunDrawnAsync(CancellationToken cancellationToken)
    {
        _tracker.Expect(_items);
        if (_plan.Watch is not null) return await RunWatchedAsync(cancellationToken).ConfigureAwait(false);
        var pass = _clock.Plan(() => _plan.Design.Begin(_plan.Frame, _items, _plan.Seed));
        var scores = new Dictionary<int, double?>();
        IReadOnlyList<int>? drawn = null;
        while (_clock.Plan(() => pass.TryNext(scores, out drawn)))
        {
            await RunAsync(drawn!, cancellationToken).ConfigureAwait(false);
            foreach (var position in drawn!) scores[position] = Entry(position).Score;
        }
        return pass.Sample;
    }

    private async Task<Sample> RunWatchedAsync(CancellationToken cancellationToken)
    {
        _watch = _clock.Plan(() => new RunWatch(_plan, _items));
        var spending = new WatchedSpending(_plan);
        while (_watch.Next() is { } drawn)
        {
            await RunAsync(drawn, cancellationToken).ConfigureAwait(false);
            FinishedItem[] entries = [.. drawn.Select(Entry)];
            _clock.Plan(() => _watch.Take(drawn, [.. entries.Select(entry => entry.Score)], spending.With(entries)));
            _tracker.Watch(_watch.Interval);
        }
        return _watch.Sample;
    }

    /// <summary>Runs what the sample left out.</summary>
    public async Task RunRestAsync(Sample sample, CancellationToken cancellationToken)
    {
        _tracker.Expect(_plan.Frame.Count);
        var drawn = sample.Items.Select(item => item.Index).ToHashSet();
        await RunAsync([.. Enumerable.Range(0, _plan.Frame.Count).Where(i => !drawn.Contains(i))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks again about as many drawn items as the options say.</summary>
    public async Task CheckAsync(Sample sample, CancellationToken cancellationToken)
    {
        if (_options.CheckDeterminism == 0) return;
        _determinism = await new DeterminismCheck(_engine, _scorer, _plan.Frame.Benchmark)
            .RunAsync([.. sample.Items.Select(item => Entry(item.Index))], (_forecast.Request, _journal.Answer), _options.CheckDeterminism, _plan.Seed, cancellationToken).ConfigureAwait(false);
    }

    public RunRecord Record(Sample sample)
    {
        var entries = sample.Items.Select(item => Entry(item.Index)).ToList();
        if (entries.All(entry => entry.IsFailed))
            throw new EngineException($"None of the {entries.Count} items that ran has a score. The first: {RunEstimate.Sentence(entries[0].Error)}");
        TiedOptions.Require(entries);
        var (sessions, times) = _journal.Close(_clock.Times);
        var positions = PositionRecord.Of(entries);
        var estimate = RunEstimate.Of(() => Estimate(Scored(sample, entries)), entries, _options.MaxErrorShare);
        Diagnostic?[] remarks = [.. _engine.Remarks, _determinism is null ? null : DeterminismCheck.Remark(_determinism), positions?.Remark(), TruncationRemark.Of(entries), VerdictCutRemark.Of(entries)];
        return new RunRecord
        {
            Benchmark = new(_plan.Frame.Benchmark.Name, _plan.Frame.Benchmark.Fingerprint, _plan.Frame.Count),
            Engine = _engine.Description,
            Design = _plan.Design.Name,
            Estimator = _plan.Watch?.Name ?? _plan.Estimator.Name,
            Scorer = _plan.Scorer!,
            Budget = _plan.Budget.ToString(),
            Seed = _plan.Seed,
            PlanHash = _plan.Hash,
            RunHash = _identity.Hash,
            Estimate = estimate with { Diagnostics = [.. estimate.Diagnostics, .. remarks.OfType<Diagnostic>()] },
            Watch = _watch?.Outcome(),
            Determinism = _determinism,
            Positions = positions,
            Ledger = LedgerBuilder.Build(_plan, sample, _forecast, new(entries, _journal.EarlierAttempts, times.Planning, _engine.CheckCost + (_determinism?.Cost ?? ComputeCost.Zero), _options.Probing)),
            Items = [.. sample.Items.Zip(entries, (item, entry) => RunResults.Item(sample, item, entry))],
            Versions = RunVersions.Of(_engine.Description),
            Timings = new()
            {
                Started = _journal.Started,
                Finished = _options.TimeProvider.GetUtcNow(),
                Wall = times.Wall,
                Planning = times.Planning,
                Sessions = sessions,
            },
        };
    }

    private ScoredSample Scored(Sample sample, IReadOnlyList<FinishedItem> entries) => _epochs is null
        ? new(sample, [.. entries.Select(entry => entry.Score)])
        : ScoredSample.OfEpochs(sample, [.. entries.Select(entry => entry.IsFailed ? [null] : entry.Epochs!)]);

    private Estimate Estimate(ScoredSample sample) => _watch?.Estimate(sample) ?? _plan.Estimator.Estimate(sample, _plan.Options);

    public ValidationRecord Validate(RunRecord record, Sample sample) => RunResults.Validated(_plan, record, sample, [.. Enumerable.Range(0, _plan.Frame.Count).Select(Entry)]);

    public void Dispose() => _journal.Dispose();

    // All requests are divided into batches, finished or not, so that a resumed run forms the batches of an undisturbed one.
    private async Task RunAsync(IReadOnlyList<int> positions, CancellationToken cancellationToken)
    {
        var batches = _clock.Plan(() => new Queue<EngineBatch>(_engine.Plan([.. positions.Select(_forecast.Take)])));
        var count = batches.Count;
        var finished = positions.Select(i => _journal.Finished.GetValueOrDefault(_plan.Frame.Benchmark.Items[i].Id)).OfType<FinishedItem>()
            .Where(entry => !entry.IsFailed || !_options.RetryErrors).ToList();
        _tracker.Open(positions, finished);
        var order = new BatchOrder(_batches, finished.Select(entry => entry.ItemId).ToHashSet(StringComparer.Ordinal));
        try
        {
            await _pipeline.RunAsync(batches, order, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _journal.KeepParts();
            throw;
        }
        _batches += count;
    }

    private IEnumerable<(EngineRequest, string?)> Asked() => _journal.Finished.Values.Where(entry => !entry.Cached && !entry.IsFailed).Select(entry => (entry.ItemId, entry.Content))
        .Concat(_journal.Parts.All.GroupBy(part => part.Item).Select(item => (item.Key, item.Select(part => part.Answer.Content).FirstOrDefault(content => content is not null))))
        .Select(asked => (_forecast.Request(_plan.Frame.Benchmark.IndexOf(asked.Item1)), asked.Item2));

    private FinishedItem Entry(int position) => _journal.Finished[_plan.Frame.Benchmark.Items[position].Id];
}
