namespace SparseEval;

/// <summary>A stream of random numbers that belongs to (seed, name, index): the same on every machine and at any number of threads.</summary>
/// <remarks>splitmix64 (Steele, Lea and Flood 2014) from a start that <see cref="PermanentRandomNumber"/> gives.</remarks>
internal sealed class SeededStream(ulong seed, string name, int index = 0)
{
    private ulong _state = (ulong)(PermanentRandomNumber.Of(seed, $"{name}#{index}") * (1UL << 53)) * 0x9E3779B97F4A7C15 + seed;

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var x = _state;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        x ^= x >> 31;
        return ((x >> 11) + 0.5) * (1.0 / (1UL << 53));
    }

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A simple random sample of positions below <paramref name="count"/>, ascending.</summary>
    public int[] Choose(int count, int size)
    {
        var order = Enumerable.Range(0, count).ToArray();
        size = Math.Min(size, count);
        for (var i = 0; i < size; i++)
        {
            var j = i + (int)(Uniform() * (count - i));
            (order[i], order[j]) = (order[j], order[i]);
        }
        var chosen = order[..size];
        Array.Sort(chosen);
        return chosen;
    }
}
