namespace SparseEval;

/// <summary>
/// Interval of a sum of weighted means, value - sqrt(sum over i, j of r_ij e_i e_j) to value + the same of the other ends: e_i is the weight times the distance from mean i to that end of its own interval that moves
/// the sum outwards, r_ii = 1 and all other r are one correlation r.
/// </summary>
/// <remarks>
/// Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10, for two means; Zou and Donner (2008), Statistics in Medicine 27, 1693-1702, for any design. Departure: r is the correlation that makes up the whole
/// variance, and 0 where that would narrow the interval, since the few items that tell about it may not have been drawn. A value that can only be a whole number of items gets ends that are so, outwards; where more than
/// half of the items were drawn the means' ends move out by half an item before (decision 0124).
/// </remarks>
internal sealed class SquareAndAdd
{
    public const string Kind = "square-and-add";
    private const double LeastPValue = 1e-12;
    private const double Rounding = 1e-6;

    private readonly double _value;
    private readonly (double Weight, double Mean, Func<double, ConfidenceInterval> AtLevel)[] _parts;
    private readonly double _correlation;
    private readonly int _items;
    private readonly double _outwards;

    /// <param name="value">The estimated sum.</param>
    /// <param name="variance">Of <paramref name="value"/>.</param>
    /// <param name="parts">Each with its weight, which is not 0, and an estimate that keeps its levels.</param>
    /// <param name="items">N where the true value is a whole number of items over N, else 0.</param>
    public SquareAndAdd(double value, double variance, IReadOnlyList<(double Weight, Estimate Mean)> parts, int items)
    {
        _items = items;
        _outwards = items > 0 && 2 * parts[0].Mean.SampleSize > items ? 0.5 / items : 0;
        _value = value;
        _parts = [.. parts.Select(p => (p.Weight, p.Mean.Value, p.Mean.AtLevel!))];
        var errors = parts.Select(p => Math.Abs(p.Weight) * p.Mean.StandardError!.Value).ToArray();
        var (sum, squares) = (errors.Sum(), errors.Sum(e => e * e));
        var cross = sum * sum - squares;
        _correlation = cross > 0 ? Math.Clamp((variance - squares) / cross, 0, 1) : 0;
    }

    /// <summary>At a confidence in (0, 1); not clipped.</summary>
    public ConfidenceInterval Interval(double level)
    {
        var (below, above) = (new double[_parts.Length], new double[_parts.Length]);
        for (var i = 0; i < _parts.Length; i++)
        {
            var (weight, mean, at) = _parts[i];
            var interval = at(level);
            var (down, up) = (Math.Max(0, mean - interval.Lower + _outwards) * Math.Abs(weight), Math.Max(0, interval.Upper - mean + _outwards) * Math.Abs(weight));
            (below[i], above[i]) = weight > 0 ? (down, up) : (up, down);
        }
        var (lower, upper) = (_value - Added(below), _value + Added(above));
        return _items == 0 ? new(lower, upper, level, Kind) : new(Math.Floor(lower * _items + Rounding) / _items, Math.Ceiling(upper * _items - Rounding) / _items, level, Kind);
    }

    /// <summary>The least alpha at which the interval leaves 0 out, at least 1e-12; 1 for a value of 0.</summary>
    public double PValue()
    {
        if (Math.Abs(_value) < 1e-12) return 1;
        var (low, high) = (Math.Log(LeastPValue), Math.Log(1 - 1e-9));
        if (!LeavesOut(high)) return 1;
        for (var step = 0; step < 36; step++)
        {
            var middle = (low + high) / 2;
            if (LeavesOut(middle)) high = middle;
            else low = middle;
        }
        return Math.Exp(high);

        bool LeavesOut(double logAlpha) => Interval(1 - Math.Exp(logAlpha)) is var interval && (interval.Lower > 0 || interval.Upper < 0);
    }

    private double Added(double[] distances)
    {
        var (sum, squares) = (distances.Sum(), distances.Sum(e => e * e));
        return Math.Sqrt(squares + _correlation * Math.Max(0, sum * sum - squares));
    }
}
