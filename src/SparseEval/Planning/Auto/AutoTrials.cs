namespace SparseEval;

/// <summary>Tries methods on past models, each estimated from those of other folds (near-copies of a model are in its own fold).</summary>
internal static class AutoTrials
{
    private const int Folds = 4;
    private const int MostModels = 256;

    /// <summary>Simulated coverage may fall this far below the confidence by chance.</summary>
    private const double Slack = 0.01;

    /// <summary>Fewer trials say nothing about coverage.</summary>
    private const int LeastTrials = 40;

    /// <summary>A method must be narrower than a simpler one by this share to be preferred.</summary>
    private const double Gain = 0.01;

    /// <summary>The narrowest mean interval among candidates whose intervals held often enough; the plain mean of a simple random sample where none did.</summary>
    public static AutoMethod Narrowest(SamplingFrame frame, int budget, AutoOptions options)
    {
        var folds = FoldFrames(frame, options);
        var best = (Method: AutoCandidates.Plain(options.Estimand), Width: double.PositiveInfinity, Coverage: 0.0, Trials: 0);
        var drawn = (By: (ISamplingDesign?)null, Samples: Array.Empty<Sample?>());
        foreach (var candidate in AutoCandidates.ForIntervals(options.Estimand))
        {
            if (!ReferenceEquals(drawn.By, candidate.Design)) drawn = (candidate.Design, new Sample?[folds.Count * options.TrialDraws]);
            var trials = Run(folds, candidate, budget, options, drawn.Samples);
            if (trials.Length < LeastTrials) continue;
            var (method, width, coverage) = WithInterval(candidate, trials, frame, options);
            if (coverage >= options.Confidence - Slack && width < best.Width * (1 - Gain)) best = (method, width, coverage, trials.Length);
        }
        var reason = double.IsInfinity(best.Width) ? "past models without gaps are too few to try intervals on, or none held, so the simplest method is taken"
            : FormattableString.Invariant($"its intervals on past models, {best.Width:0.000} wide on average, held in {100 * best.Coverage:0.0} % of trials, and no other was narrower") +
                (best.Method.Interval is HistoryCalibratedInterval ? "; their ends come from past models' errors, so for a model that errs unlike all of them they may hold less often" : "");
        return best.Method with
        {
            Reason = $"{best.Method.Estimator.Name} on {best.Method.Design.Name}: {reason}.",
            Tried = double.IsInfinity(best.Width) ? null : new(best.Coverage, best.Width, best.Trials),
        };
    }

    private static (AutoMethod, double Width, double Coverage) WithInterval(AutoMethod candidate, AutoTrial[] trials, SamplingFrame frame, AutoOptions options)
    {
        var plain = (candidate, trials.Average(t => t.Width), trials.Average(t => t.Holds ? 1.0 : 0));
        if (frame.History!.IsBinary || trials.Length < HistoryCalibratedInterval.LeastTrials) return plain;
        var others = trials.GroupBy(t => t.Fold).ToDictionary(g => g.Key, g => new HistoryCalibratedInterval([.. trials.Where(t => t.Fold != g.Key)]));
        var intervals = trials.Select(t => (t.Truth, Interval: others[t.Fold].Around(t.Estimate, options.Confidence))).ToArray();
        var width = intervals.Average(i => 2 * i.Interval.HalfWidth);
        return width < plain.Item2 ? (candidate with { Interval = new HistoryCalibratedInterval(trials) }, width, intervals.Average(i => i.Interval.Contains(i.Truth) ? 1.0 : 0)) : plain;
    }

    /// <param name="folds">Past models left out in turn.</param>
    /// <param name="method">To try.</param>
    /// <param name="budget">Items.</param>
    /// <param name="options">Draws and seed.</param>
    /// <param name="samples">Those that another method on the same design has drawn, else drawn here.</param>
    private static AutoTrial[] Run(List<(SamplingFrame Frame, double?[][] Held, double[] Truth)> folds, AutoMethod method, int budget, AutoOptions options, Sample?[] samples)
    {
        var results = new AutoTrial[folds.Count * options.TrialDraws][];
        try
        {
            Parallel.For(0, results.Length, Trial);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is SparseEvalException refused)
        {
            // A draw without an item of some category is no method for that average.
            if (!options.Estimand.IsItemWeighted) return [];
            throw new SparseEvalException(refused.Message, refused);
        }
        return [.. results.SelectMany(r => r)];

        void Trial(int k)
        {
            var (frame, held, truth) = folds[k / options.TrialDraws];
            var sample = samples[k] ??= OneShotPass.SampleOf(method.Design, frame, budget, options.Seed * 1_000_003 + (ulong)k);
            var scores = Array.ConvertAll(held, row => (IReadOnlyList<double?>)[.. sample.Items.Select(i => row[i.Index])]);
            var estimates = method.Estimator.EstimateMany(sample, scores, new() { Confidence = options.Confidence, Estimand = options.Estimand, Singletons = SingletonStratum.Combine });
            results[k] = [.. estimates.Select((e, m) => new AutoTrial(k / options.TrialDraws, truth[m], e)).Where(t => t.Estimate.Interval is not null)];
        }
    }

    /// <summary>For each fold the other folds' models as history, and its own models' scores. Models with gaps stand in for nothing.</summary>
    private static List<(SamplingFrame, double?[][], double[])> FoldFrames(SamplingFrame frame, AutoOptions options)
    {
        var (history, seed, weights) = (frame.History!, options.Seed, options.Estimand.Weights(frame.Benchmark));
        if (history.Models.Count > MostModels) history = history.SelectModels(new SeededStream(seed, "trial models").Choose(history.Models.Count, MostModels));
        var groups = ModelFolds.Of(ModelGram.Of(history, seed, new()), history.Models.Count, Folds, seed);
        var frames = new List<(SamplingFrame, double?[][], double[])>();
        for (var f = 0; f < groups.Count; f++)
        {
            var rows = Array.ConvertAll(groups.In(f), m => Row(history, m)).Where(r => r.All(y => y.HasValue)).ToArray();
            if (rows.Length > 0 && groups.Without(f).Length > 2)
                frames.Add((new(frame.Benchmark, history.SelectModels(groups.Without(f)), frame.PredictedCost), rows, Array.ConvertAll(rows, r => weights.Zip(r, (w, y) => w * y!.Value).Sum())));
        }
        return frames;
    }

    private static double?[] Row(ResponseMatrix history, int model)
    {
        var row = new double[history.ItemIds.Count];
        history.CopyModel(model, row);
        return Array.ConvertAll(row, y => double.IsNaN(y) ? (double?)null : y);
    }
}
