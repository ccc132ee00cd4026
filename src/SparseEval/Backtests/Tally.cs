namespace SparseEval;

/// <summary>Running sums over draws, each the mean over the fold's held-out models; adding two tallies adds their sums.</summary>
internal sealed class Tally
{
    public const int Bands = 5;
    private const int Plain = 20;
    private const int PerBand = 6;
    private readonly double[] _sums;

    public Tally() => _sums = new double[Plain + PerBand * Bands];

    public Tally(IReadOnlyList<double> sums)
    {
        if (sums.Count != Plain + PerBand * Bands) throw new SparseEvalException($"A finished piece holds {sums.Count} sums where {Plain + PerBand * Bands} belong. It is from another version: start the backtest anew.");
        _sums = [.. sums];
    }

    public IReadOnlyList<double> Sums => _sums;

    public double Draws => _sums[0];

    public double Bias => _sums[1] / Draws;

    public double Absolute => _sums[2] / Draws;

    public double Squared => _sums[3] / Draws;

    /// <summary>S^2 of the models' item scores.</summary>
    public double Spread => _sums[4] / Draws;

    public double Items => _sums[5] / Draws;

    /// <summary>Share of the full run's predicted cost.</summary>
    public double Cost => _sums[6] / Draws;

    public double? Tau => _sums[8] > 0 ? _sums[7] / _sums[8] : null;

    public double? OrderKept => _sums[10] > 0 ? _sums[9] / _sums[10] : null;

    public double DrawsWithIntervals => _sums[13];

    public double? Coverage => _sums[13] > 0 ? _sums[11] / _sums[13] : null;

    public double? Width => _sums[13] > 0 ? _sums[14] / _sums[13] : null;

    /// <summary>Number of past models in the history.</summary>
    public double Models => _sums[15] / Draws;

    /// <summary>Between draws, never 0: draws that agree do not prove certainty.</summary>
    public double? CoverageError => _sums[13] > 1
        ? MonteCarloBounds.Error(Coverage!.Value, Math.Max(0, (_sums[12] - _sums[11] * _sums[11] / _sums[13]) / (_sums[13] - 1) / _sums[13]), _sums[13]) : null;

    /// <summary>Standard error, between draws, of <see cref="Squared"/> over <see cref="Spread"/>; null with one draw.</summary>
    public double? RatioError
    {
        get
        {
            if (Draws <= 1 || Spread <= 0) return null;
            var ratio = Squared / Spread;
            var residual = _sums[16] - 2 * ratio * _sums[17] + ratio * ratio * _sums[18];
            return Math.Sqrt(Math.Max(0, residual) / (Draws * (Draws - 1))) / Spread;
        }
    }

    /// <summary>True where some draw came out otherwise without the history.</summary>
    public bool UsesHistory => _sums[19] > 0;

    public IReadOnlyList<CoverageBand> CoverageByBand => [.. Enumerable.Range(0, Bands).Where(b => _sums[Plain + PerBand * b] > 0).Select(Band)];

    private CoverageBand Band(int band)
    {
        var sums = _sums.AsSpan(Plain + PerBand * band, PerBand);
        var (count, held, draws) = (sums[0], sums[1], sums[5]);
        var share = held / count;
        var residual = sums[2] - 2 * share * sums[3] + share * share * sums[4];
        return new(band / (double)Bands, (band + 1) / (double)Bands, share, (int)count)
        {
            Draws = (int)draws,
            Error = draws > 1 ? MonteCarloBounds.Error(share, Math.Max(0, residual) * draws / (draws - 1) / (count * count), draws) : null,
        };
    }

    public void Add(Tally other)
    {
        for (var k = 0; k < _sums.Length; k++) _sums[k] += other._sums[k];
    }

    public void AddPoints(FoldModels models, double[] estimates, double items, double cost)
    {
        var errors = estimates.Select((e, m) => e - models.Truth[m]).ToArray();
        double[] means = [1, errors.Average(), errors.Average(Math.Abs), errors.Average(e => e * e), models.Spread.Average(), items, cost];
        for (var k = 0; k < means.Length; k++) _sums[k] += means[k];
        _sums[16] += means[3] * means[3];
        _sums[17] += means[3] * means[4];
        _sums[18] += means[4] * means[4];
        AddIfAny(7, KendallTau.B(estimates, models.Truth));
        AddIfAny(9, KendallTau.OrderKept(estimates, models.Truth));
        _sums[15] += models.Past;
    }

    public void AddIntervals(FoldModels models, ConfidenceInterval[] intervals)
    {
        var held = intervals.Select((ci, m) => ci.Contains(models.Truth[m]) ? 1.0 : 0).ToArray();
        var coverage = held.Average();
        _sums[11] += coverage;
        _sums[12] += coverage * coverage;
        _sums[13]++;
        _sums[14] += intervals.Average(ci => Math.Min(1, ci.Upper) - Math.Max(0, ci.Lower));
        var (counts, hits) = (new double[Bands], new double[Bands]);
        for (var m = 0; m < held.Length; m++)
        {
            var band = Math.Clamp((int)(models.Truth[m] * Bands), 0, Bands - 1);
            counts[band]++;
            hits[band] += held[m];
        }
        for (var b = 0; b < Bands; b++) AddBand(b, counts[b], hits[b]);
    }

    /// <summary>One more draw of which some result came out otherwise without the history.</summary>
    public void NoteHistory() => _sums[19]++;

    private void AddBand(int band, double count, double held)
    {
        if (count == 0) return;
        double[] added = [count, held, held * held, held * count, count * count, 1];
        for (var k = 0; k < PerBand; k++) _sums[Plain + PerBand * band + k] += added[k];
    }

    private void AddIfAny(int at, double? value)
    {
        if (value is not { } number) return;
        _sums[at] += number;
        _sums[at + 1]++;
    }
}
