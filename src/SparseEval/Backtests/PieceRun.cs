namespace SparseEval;

/// <summary>Runs one piece. Everything is decided by the piece's own numbers, never by the thread or by what ran before.</summary>
internal sealed class PieceRun(BacktestOptions options, FoldModels models, BacktestPiece piece)
{
    private readonly ISamplingDesign _design = options.Designs[piece.Design];
    private readonly Tally[] _tallies = [.. Enumerable.Range(0, options.Estimators.Count * options.Intervals.Count).Select(_ => new Tally())];
    private readonly HistoryUse _use = new(options, models);
    private readonly string?[] _errors = new string?[options.Estimators.Count * options.Intervals.Count];

    public BacktestCell Run(string plan)
    {
        try
        {
            Draw();
        }
        catch (SparseEvalException exception)
        {
            Array.Fill(_errors, exception.Message);
        }
        return new(plan, piece.Index, [.. _tallies.Select(t => t.Sums)], _errors);
    }

    private void Draw()
    {
        var budget = options.Budgets[piece.Budget].Of(models.Frame.Count);
        var first = piece.FirstDraw == 0 ? null : ModelDraws.Of(_design, models, budget, SeedOf(0)).Samples[0];
        for (var d = piece.FirstDraw; d < piece.FirstDraw + piece.Draws; d++)
        {
            var drawn = ModelDraws.Of(_design, models, budget, SeedOf(d));
            // A design that draws the same items whatever the seed is run once.
            if (first is not null && !first.HasKnownProbabilities && first.Items.SequenceEqual(drawn.Samples[0].Items)) return;
            first ??= drawn.Samples[0];
            _use.Try(_design, budget, SeedOf(d), d - piece.FirstDraw);
            for (var e = 0; e < options.Estimators.Count; e++) Estimate(drawn, e);
        }
    }

    private void Estimate(ModelDraws drawn, int estimator)
    {
        var recorder = new IntervalRecorder();
        var places = Enumerable.Range(estimator * options.Intervals.Count, options.Intervals.Count).ToArray();
        try
        {
            var estimates = drawn.Estimate(options.Estimators[estimator], options.Estimation with { Interval = recorder });
            var values = Array.ConvertAll(estimates, e => e.Value);
            if (_use.Is(drawn, estimator, values))
                foreach (var place in places) _tallies[place].NoteHistory();
            foreach (var place in places) _tallies[place].AddPoints(models, values, estimates.Average(e => e.SampleSize), drawn.CostShare);
            if (estimates.Any(e => e.Interval is null)) return;
            for (var i = 0; i < places.Length; i++) AddIntervals(places[i], recorder, estimates, options.Intervals[i]);
        }
        catch (SparseEvalException exception)
        {
            foreach (var place in places) _errors[place] ??= exception.Message;
        }
    }

    private void AddIntervals(int place, IntervalRecorder recorder, Estimate[] estimates, IIntervalMethod? method)
    {
        if (_errors[place] is not null) return;
        try
        {
            _tallies[place].AddIntervals(models, Array.ConvertAll(estimates, e => recorder.Of(e, method, options.Estimation.Confidence)));
        }
        catch (SparseEvalException exception)
        {
            _errors[place] = exception.Message;
        }
    }

    private ulong SeedOf(int draw) => PermanentRandomNumber.Seed(options.Seed, (ulong)piece.Fold, (ulong)draw);
}
