namespace SparseEval;

/// <summary>
/// Split-conformal band from past models that were left out: value +- q scale, q the ceil((M + 1) level)-th smallest |error| / scale (Vovk, Gammerman and Shafer 2005;
/// Lei et al. 2018). Valid for a model that is exchangeable with the past ones; the guard looks for signs that it is not. The mixture's is <see cref="CalibratedBand"/>.
/// </summary>
internal sealed class ConformalBand
{
    /// <summary>Share of past models whose pattern and predicted score count as ordinary.</summary>
    private const double Ordinary = 0.99;

    /// <summary>The guard is the same whatever level is asked for, so that the estimate is too.</summary>
    private const double GuardLevel = 0.95;

    private readonly IReadOnlyList<HeldOutPrediction> _held;
    private readonly double[] _distances;
    private readonly double[] _values;
    private readonly double _trusted;

    /// <param name="ready">With at least <see cref="LeastModels"/> past models left out.</param>
    public ConformalBand(ISamplePredictor ready)
    {
        _held = ready.HeldOut;
        _distances = [.. _held.Select(h => h.Prediction.Distance).Order()];
        _values = [.. _held.Select(h => h.Prediction.Value).Order()];
        var place = ready.Stress?.TrustedBelow(HalfWidth(GuardLevel), 1 - GuardLevel) ?? 1;
        _trusted = place >= 1 ? double.PositiveInfinity : _values[(int)(place * (Models - 1))];
    }

    public int Models => _held.Count;

    /// <summary>The least number of past models for this level: 20, and 99 for 99 %.</summary>
    public static int LeastModels(double level) => Math.Max(20, (int)Math.Ceiling(level / (1 - level) - 1e-9));

    /// <summary>Half-width of the band around any prediction at a level that <see cref="LeastModels"/> allows.</summary>
    public Func<ScorePrediction, double> HalfWidth(double level)
    {
        var rank = (int)Math.Ceiling((Models + 1) * level - 1e-9);
        var (scale, quantile) = BandScale.All.Select(s => (Scale: s, Quantile: Quantile(s, rank))).MinBy(s => s.Quantile * _held.Average(h => s.Scale(h.Prediction)));
        return prediction => quantile * scale(prediction);
    }

    /// <summary>What speaks against the band for a model, as the end of a sentence; null where nothing does.</summary>
    public string? Objection(ScorePrediction prediction)
    {
        var (low, high) = (_values[Place((1 - Ordinary) / 2)], _values[Models - 1 - Place((1 - Ordinary) / 2)]);
        if (prediction.Value < low || prediction.Value > high)
            return FormattableString.Invariant($"its predicted score {prediction.Value:0.###} lies outside {low:0.###} to {high:0.###}, where 99 % of the past models lie");
        if (prediction.Value >= _trusted)
            return FormattableString.Invariant($"its predicted score {prediction.Value:0.###} is so high that it may be stronger than all past models, and the strongest of them, predicted from the weaker, were missed too often above {_trusted:0.###}");
        var most = _distances[Models - 1 - Place(1 - Ordinary)];
        return prediction.Distance > most
            ? FormattableString.Invariant($"its pattern of scores lies {prediction.Distance:0.##} from the past models', of which 99 % lie within {most:0.##}") : null;
    }

    private double Quantile(Func<ScorePrediction, double> scale, int rank) =>
        _held.Select(h => Math.Abs(h.Prediction.Value - h.Truth) / scale(h.Prediction)).Order().ElementAt(rank - 1);

    private int Place(double share) => (int)(share * Models);
}
