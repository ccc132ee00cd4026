using System.Diagnostics.CodeAnalysis;

namespace SparseEval;

/// <summary>One draw of an <see cref="AdaptiveDesign"/>, batch by batch.</summary>
/// <param name="model">2PL of the history.</param>
/// <param name="options">Of the design.</param>
/// <param name="start">The sample without items.</param>
/// <param name="budget">Most items.</param>
internal sealed class AdaptivePass(FittedHistoryModel model, AdaptiveOptions options, Sample start, int budget) : ISamplingPass
{
    private readonly List<int> _drawn = [];
    private bool _finished;

    public Sample Sample => start with
    {
        Strata = [new("all", start.Frame.Count, _drawn.Count)],
        Items = [.. _drawn.Order().Select(i => new SampledItem(i, 0, 1))],
    };

    public bool TryNext(IReadOnlyDictionary<int, double?> soFar, [NotNullWhen(true)] out IReadOnlyList<int>? items)
    {
        items = null;
        var posterior = Posterior(soFar);
        _finished |= _drawn.Count >= budget || (_drawn.Count > 0 && Reached(posterior));
        if (_finished) return false;
        int[] next = [.. Choose(posterior, Math.Min(options.Batch, budget - _drawn.Count))];
        _drawn.AddRange(next);
        items = [.. next.Order()];
        return true;
    }

    private HistoryPosterior Posterior(IReadOnlyDictionary<int, double?> soFar)
    {
        int[] scored = [.. _drawn.Where(i => soFar.TryGetValue(i, out var score) && score.HasValue)];
        return model.Infer(scored, Array.ConvertAll(scored, i => soFar[i]!.Value));
    }

    private bool Reached(HistoryPosterior posterior) => options.AbilityError is { } error && posterior.Covariance is [var variance, ..] && Math.Sqrt(variance) <= error;

    /// <summary>
    /// One after another, each drawn evenly from the most informative open items. The first ones, for which no score is known, are drawn from ten times as many, so that
    /// seeds differ from the start.
    /// </summary>
    private IEnumerable<int> Choose(HistoryPosterior posterior, int count)
    {
        var taken = _drawn.ToHashSet();
        var wide = options.Randomesque * (_drawn.Count == 0 ? 10 : 1);
        var best = Enumerable.Range(0, model.Count).Where(i => !taken.Contains(i))
            .Select(i => (Item: i, Information: posterior.Information(i))).OrderByDescending(c => c.Information).ThenBy(c => c.Item).Select(c => c.Item).Take(wide + count).ToList();
        for (var k = 0; k < count; k++)
        {
            var stream = new SeededStream(start.Seed, "adaptive", _drawn.Count + k);
            var at = (int)(stream.Uniform() * Math.Min(wide, best.Count));
            yield return best[at];
            best.RemoveAt(at);
        }
    }
}
