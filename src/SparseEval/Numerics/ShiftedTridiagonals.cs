using System.Numerics;

namespace SparseEval;

/// <summary>T + alpha I = L D L' for several alpha at once, side by side in vector lanes; T positive semi-definite and alpha above 0.</summary>
internal sealed class ShiftedTridiagonals
{
    private readonly int _size;
    private readonly int _lanes;
    private readonly Vector<double>[] _lower;
    private readonly Vector<double>[] _inverse;

    public ShiftedTridiagonals(Tridiagonal t, IReadOnlyList<double> shifts)
    {
        (_size, Count) = (t.Size, shifts.Count);
        _lanes = (Count + Vector<double>.Count - 1) / Vector<double>.Count;
        _lower = new Vector<double>[_size * _lanes];
        _inverse = new Vector<double>[_size * _lanes];
        for (var k = 0; k < _lanes; k++)
        {
            var shift = LaneOf(shifts, k);
            var pivot = Vector<double>.One;
            for (var j = 0; j < _size; j++)
            {
                var before = j == 0 ? Vector<double>.Zero : new Vector<double>(t.Beside[j - 1]);
                var lower = j == 0 ? Vector<double>.Zero : before / pivot;
                pivot = new Vector<double>(t.Diagonal[j]) + shift - lower * before;
                _lower[j * _lanes + k] = lower;
                _inverse[j * _lanes + k] = Vector<double>.One / pivot;
            }
        }
    }

    /// <summary>Number of shifts.</summary>
    public int Count { get; }

    /// <summary>x'(T + alpha I)^-1 x for each shift.</summary>
    public void Forms(ReadOnlySpan<double> x, Span<double> forms)
    {
        for (var k = 0; k < _lanes; k++)
        {
            var (z, sum) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var (j, at) = (0, k); j < _size; j++, at += _lanes)
            {
                z = new Vector<double>(x[j]) - _lower[at] * z;
                sum += z * z * _inverse[at];
            }
            for (var v = k * Vector<double>.Count; v < Math.Min(Count, (k + 1) * Vector<double>.Count); v++) forms[v] = sum[v - k * Vector<double>.Count];
        }
    }

    /// <summary>(T + alpha I)^-1 x for each shift.</summary>
    public double[][] Solve(ReadOnlySpan<double> x)
    {
        var solved = new double[Count][];
        for (var v = 0; v < Count; v++) solved[v] = new double[_size];
        var z = new Vector<double>[_size + 1];
        for (var k = 0; k < _lanes; k++)
        {
            for (var (j, at) = (0, k); j < _size; j++, at += _lanes) z[j] = new Vector<double>(x[j]) - (j == 0 ? Vector<double>.Zero : _lower[at] * z[j - 1]);
            for (var (j, at) = (_size - 1, (_size - 1) * _lanes + k); j >= 0; j--, at -= _lanes)
            {
                z[j] = z[j] * _inverse[at] - (j == _size - 1 ? Vector<double>.Zero : _lower[at + _lanes] * z[j + 1]);
                for (var v = k * Vector<double>.Count; v < Math.Min(Count, (k + 1) * Vector<double>.Count); v++) solved[v][j] = z[j][v - k * Vector<double>.Count];
            }
        }
        return solved;
    }

    private static Vector<double> LaneOf(IReadOnlyList<double> shifts, int lane)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        for (var v = 0; v < values.Length; v++) values[v] = shifts[Math.Min(shifts.Count - 1, lane * values.Length + v)];
        return new(values);
    }
}
