namespace SparseEval;

/// <summary>
/// Bootstrap-t on the units' contributions: in each variance stratum n_h - 1 units are drawn with replacement and rescaled by sqrt(1 - f_h); the quantiles of
/// the replicates' studentised errors take the place of Student's t, so skewed scores get an asymmetric interval.
/// </summary>
/// <remarks>
/// Rao and Wu (1988), JASA 83, with their m_h = n_h - 1, so that a replicate's variance is the design variance; studentised as in their section 3. Linear in the
/// contributions, so past models are not fitted anew. A replicate without spread counts as infinitely far on its side. Strata with one unit are left as they are.
/// </remarks>
internal sealed class BootstrapInterval(int replicates, ulong seed) : IIntervalMethod
{
    public string Name => "bootstrap";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        var sample = input.Sample ?? throw new SparseEvalException("The interval 'bootstrap' needs the scored units, which this estimate does not give. Use 'wilson'.");
        if (!(input.StandardError > 0)) return new WilsonInterval().Interval(input, confidence) with { Kind = Name };
        var errors = Errors(sample);
        Array.Sort(errors);
        var tail = (1 - confidence) / 2;
        var (low, high) = (At(errors, tail), At(errors, 1 - tail));
        return WaldTInterval.Clip(input, input.Value - high * input.StandardError, input.Value - low * input.StandardError, confidence, Name);
    }

    /// <summary>Error over standard error of each replicate.</summary>
    public double[] Errors(IntervalSample sample)
    {
        var strata = sample.Contributions.Select((u, c) => (U: u, H: sample.Strata[c])).GroupBy(u => u.H)
            .Select(g => (Units: g.Select(u => u.U - g.Average(v => v.U)).ToArray(), Fraction: sample.Fractions[g.Key])).Where(s => s.Units.Length > 1).ToArray();
        var random = new Random((int)(seed ^ (seed >> 32)));
        var errors = new double[replicates];
        for (var b = 0; b < replicates; b++)
        {
            var (error, variance) = (0.0, 0.0);
            foreach (var (units, fraction) in strata)
            {
                var (n, m, sum, squares) = (units.Length, units.Length - 1, 0.0, 0.0);
                for (var j = 0; j < m; j++)
                {
                    var u = units[random.Next(n)];
                    sum += u;
                    squares += u * u;
                }
                error += Math.Sqrt(1 - fraction) * n / m * sum;
                if (m > 1) variance += (1 - fraction) * n / m * n / (m - 1.0) * Math.Max(0, squares - sum * sum / m);
            }
            errors[b] = variance > 1e-20 ? error / Math.Sqrt(variance) : error == 0 ? 0 : double.PositiveInfinity * Math.Sign(error);
        }
        return errors;
    }

    private static double At(double[] sorted, double share)
    {
        var value = sorted[Math.Clamp((int)Math.Ceiling(share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1)];
        return double.IsInfinity(value) ? Math.Sign(value) * 1e9 : value;
    }
}
