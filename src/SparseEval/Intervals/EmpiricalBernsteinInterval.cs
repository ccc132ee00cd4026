namespace SparseEval;

/// <summary>
/// mean +- (s sqrt(2 rho log(10 / alpha) / n) + (7/3 + 3/sqrt 2) log(10 / alpha) / n): holds its level for any scores in [0, 1] and any n, and is wide for it.
/// For the plain mean of a simple random sample.
/// </summary>
/// <remarks>
/// Bardenet and Maillard (2015), Bernoulli 21, theorem 4 on both sides: s^2 with divisor n; rho = 1 - (n - 1)/N up to n = N/2, (1 - n/N)(1 + 1/n) beyond.
/// </remarks>
internal sealed class EmpiricalBernsteinInterval : IIntervalMethod
{
    public string Name => "empirical-bernstein";

    public ConfidenceInterval Interval(IntervalInput input, double confidence)
    {
        if (input.Sample is not { IsSimpleRandomMean: true } sample)
            throw new SparseEvalException("The interval 'empirical-bernstein' needs the plain mean of items drawn by a simple random sample. Use 'wilson' or 'bootstrap' for others.");
        double n = sample.Scores.Count, all = input.PopulationSize;
        var mean = sample.Scores.Average();
        var deviation = Math.Sqrt(sample.Scores.Average(y => (y - mean) * (y - mean)));
        var rho = n <= all / 2 ? 1 - (n - 1) / all : (1 - n / all) * (1 + 1 / n);
        var log = Math.Log(10 / (1 - confidence));
        var half = deviation * Math.Sqrt(2 * rho * log / n) + (7.0 / 3 + 3 / Math.Sqrt(2)) * log / n;
        return WaldTInterval.Clip(input, mean - half, mean + half, confidence, Name);
    }
}
