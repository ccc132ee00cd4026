namespace SparseEval;

/// <summary>Four Householder reflections in a row, applied with one pass over the target for their products and one for the change.</summary>
internal sealed class ReflectorBlock
{
    private const int Size = 4;
    private readonly int _from;
    private readonly double[][] _vectors;
    private readonly double[] _scales;
    private readonly double[,] _overlap;

    private ReflectorBlock(int from, double[][] vectors, double[] scales)
    {
        (_from, _vectors, _scales, _overlap) = (from, vectors, scales, new double[Size, Size]);
        for (var j = 0; j < Size; j++)
            for (var k = 0; k < j; k++) _overlap[j, k] = Vectors.Dot(vectors[j], vectors[k]);
    }

    /// <param name="reflectors">Reflector k touches the places from k + 1 on.</param>
    /// <param name="scales">tau of each.</param>
    /// <param name="first">The block's first; it ends where the reflectors do.</param>
    public static ReflectorBlock Of(double[][] reflectors, double[] scales, int first)
    {
        var (vectors, taus) = (new double[Size][], new double[Size]);
        for (var j = 0; j < Size; j++)
        {
            vectors[j] = new double[reflectors[first].Length];
            if (first + j >= reflectors.Length) continue;
            reflectors[first + j].CopyTo(vectors[j], j);
            taus[j] = scales[first + j];
        }
        return new(first + 1, vectors, taus);
    }

    public void Apply(Span<double> row)
    {
        var tail = row[_from..];
        Span<double> times = stackalloc double[Size];
        Vectors.Dot(tail, _vectors[0], _vectors[1], _vectors[2], _vectors[3], times);
        for (var j = 0; j < Size; j++)
        {
            for (var k = 0; k < j; k++) times[j] += times[k] * _overlap[j, k];
            times[j] *= -_scales[j];
        }
        Vectors.Add(tail, _vectors[0], _vectors[1], _vectors[2], _vectors[3], times);
    }
}
