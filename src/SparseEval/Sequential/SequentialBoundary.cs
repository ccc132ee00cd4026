using MathNet.Numerics.Distributions;

namespace SparseEval;

/// <summary>
/// Critical values of repeated looks at a standardised estimate whose increments in information are independent: at each look the value c with
/// P(no look before crossed, |Z| at least c) = the error to be spent there, by recursive numerical integration of the sub-density of the score process.
/// </summary>
/// <remarks>Armitage, McPherson and Rowe (1969); Jennison and Turnbull (2000), chapter 19; two-sided and symmetric. Information counts up to a factor.</remarks>
internal sealed class SequentialBoundary
{
    private const double Endless = 8;
    private const double PointsPerDeviation = 4;
    private const double LeastGrowth = 0.05;

    private double _information;
    private double[] _points = [];
    private double[] _masses = [];

    /// <summary>The value that spends this much at a look with this information; infinity where nothing is to be spent.</summary>
    /// <param name="information">More than at the look before.</param>
    /// <param name="error">In (0, 1).</param>
    public double Critical(double information, double error)
    {
        if (error < 1e-12) return double.PositiveInfinity;
        if (_points.Length == 0) return -Normal.InvCDF(0, 1, error / 2);
        var (low, high) = (0.0, Endless);
        while (high - low > 1e-7)
            if (Crossing(information, (low + high) / 2) > error) low = (low + high) / 2;
            else high = (low + high) / 2;
        return high;
    }

    /// <summary>Probability of crossing first at a look with this information and critical value.</summary>
    public double Crossing(double information, double critical)
    {
        if (_points.Length == 0) return 2 * Normal.CDF(0, 1, -critical);
        var (edge, deviation) = (critical * Math.Sqrt(information), Math.Sqrt(information - _information));
        var sum = 0.0;
        for (var j = 0; j < _points.Length; j++)
            sum += _masses[j] * (Normal.CDF(0, 1, (_points[j] - edge) / deviation) + Normal.CDF(0, 1, (-edge - _points[j]) / deviation));
        return sum;
    }

    /// <summary>Goes on to the next look: the estimate stayed inside the critical value, which may be infinite.</summary>
    public void Pass(double information, double critical)
    {
        var edge = Math.Min(critical, Endless) * Math.Sqrt(information);
        var half = (int)Math.Clamp(Math.Ceiling(edge / Math.Sqrt(LeastGrowth * information) * PointsPerDeviation / 2), 8, 400);
        var (step, points) = (edge / (2 * half), new double[4 * half + 1]);
        var masses = new double[points.Length];
        var deviation = Math.Sqrt(information - _information);
        for (var j = 0; j < points.Length; j++)
        {
            points[j] = -edge + j * step;
            var simpson = step / 3 * (j == 0 || j == points.Length - 1 ? 1 : j % 2 == 1 ? 4 : 2);
            masses[j] = simpson * Density(points[j], deviation);
        }
        (_information, _points, _masses) = (information, points, masses);
    }

    private double Density(double at, double deviation)
    {
        if (_points.Length == 0) return Gauss(at / deviation) / deviation;
        var sum = 0.0;
        for (var j = 0; j < _points.Length; j++) sum += _masses[j] * Gauss((at - _points[j]) / deviation);
        return sum / deviation;
    }

    private static double Gauss(double z) => z * z > 80 ? 0 : Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
}
