namespace SparseEval;

/// <summary>
/// Sampford's design, P(s) ~ sum over s of (1 - pi_i) times the product of odds pi_i / (1 - pi_i): inclusion probabilities are pi_i exactly, with no working probabilities to solve for.
/// </summary>
/// <remarks>
/// Sampford (1967). Drawn as Bondesson, Traat and Lundqvist (2006, Scand. J. Statist. 33) do: a conditional Poisson sample with p = pi, kept with probability sum over s of (1 - pi_i)
/// over the most that this can be; the classical draw with replacement fails for hundreds of items.
/// </remarks>
internal static class SampfordDraw
{
    public static bool[] Draw(double[] probabilities, int size, SeededStream random)
    {
        var most = probabilities.Order().Take(size).Sum(p => 1 - p);
        while (true)
        {
            var drawn = ConditionalPoisson.Draw(probabilities, size, random);
            var sum = 0.0;
            for (var i = 0; i < drawn.Length; i++)
                if (drawn[i]) sum += 1 - probabilities[i];
            if (random.Uniform() * most < sum) return drawn;
        }
    }
}
