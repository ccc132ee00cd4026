namespace SparseEval;

/// <summary>A = L L' of a small symmetric positive definite matrix, row by row in one array; one factorisation, many right-hand sides.</summary>
internal sealed class Cholesky
{
    private readonly double[] _l;
    private readonly int _size;

    /// <param name="matrix">size x size, row-major; only the lower triangle is read. Not kept.</param>
    /// <param name="size">Number of rows; 0 is allowed.</param>
    /// <exception cref="SparseEvalException">Not positive definite.</exception>
    public Cholesky(ReadOnlySpan<double> matrix, int size)
    {
        _size = size;
        _l = matrix[..(size * size)].ToArray();
        for (var i = 0; i < size; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = _l[i * size + j] - Vectors.Dot(_l.AsSpan(i * size, j), _l.AsSpan(j * size, j));
                if (i > j) _l[i * size + j] = sum / _l[j * size + j];
                else if (sum > 0) _l[i * size + i] = Math.Sqrt(sum);
                else throw new SparseEvalException($"A {size} x {size} system of a history model is singular; the history holds too few models for this rank. Lower the rank.");
            }
    }

    /// <summary>log |A|.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < _size; i++) sum += 2 * Math.Log(_l[i * _size + i]);
            return sum;
        }
    }

    /// <summary>Replaces b by A^-1 b.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < _size; i++) b[i] = (b[i] - Vectors.Dot(_l.AsSpan(i * _size, i), b[..i])) / _l[i * _size + i];
        for (var i = _size - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < _size; j++) b[i] -= _l[j * _size + i] * b[j];
            b[i] /= _l[i * _size + i];
        }
    }

    /// <summary>Replaces b by L^-1 b.</summary>
    public void SolveLower(Span<double> b)
    {
        for (var i = 0; i < _size; i++) b[i] = (b[i] - Vectors.Dot(_l.AsSpan(i * _size, i), b[..i])) / _l[i * _size + i];
    }

    /// <summary>L, row-major, zeros above the diagonal.</summary>
    public double this[int row, int column] => column > row ? 0 : _l[row * _size + column];

    /// <summary>A^-1, row-major.</summary>
    public double[] Inverse()
    {
        var inverse = new double[_size * _size];
        for (var i = 0; i < _size; i++)
        {
            var row = inverse.AsSpan(i * _size, _size);
            row[i] = 1;
            Solve(row);
        }
        return inverse;
    }
}
