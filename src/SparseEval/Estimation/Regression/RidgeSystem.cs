namespace SparseEval;

/// <summary>
/// A = (X X' + alpha I)^-1 for a tall or wide X (n x m), any alpha after one tridiagonal reduction. Wide: X X' = W T W' and A = W F W'; tall:
/// X'X = Q T Q', W = X Q and A = (I - W F W') / alpha; F = (T + alpha I)^-1.
/// </summary>
internal sealed class RidgeSystem
{
    private readonly Tridiagonal _t;
    private readonly double[][] _x;
    private readonly bool _wide;
    private (IReadOnlyList<double> Shifts, ShiftedTridiagonals Solver)? _solver;

    private RidgeSystem(Tridiagonal t, double[][] x, bool wide)
    {
        (_t, _x, _wide) = (t, x, wide);
        W = Array.ConvertAll(x, row => (double[])row.Clone());
        if (wide) W = [.. x.Select((_, i) => Unit(i, x.Length))];
        foreach (var row in W) t.Rotate(row);
        LargestEigenvalue = t.LargestEigenvalue();
    }

    /// <summary>One row an item; as many columns as the smaller side of X.</summary>
    public double[][] W { get; }

    /// <summary>0, up to rounding, where X is 0.</summary>
    public double LargestEigenvalue { get; }

    public static RidgeSystem Of(double[][] x, int columns)
    {
        var wide = x.Length <= columns;
        return new(Tridiagonal.Of(Gram(wide ? x : Transpose(x, columns))), x, wide);
    }

    /// <summary>W' values.</summary>
    public double[] Project(double[] values)
    {
        var projected = new double[_t.Size];
        for (var i = 0; i < values.Length; i++) Vectors.Add(projected, W[i], values[i]);
        return projected;
    }

    /// <summary>The vector g with beta' v = g' F W' y for the ridge coefficients beta of any y, v a vector with one number a column.</summary>
    public double[] ProjectColumns(double[] v)
    {
        if (_wide) return Project(Array.ConvertAll(_x, row => Vectors.Dot(row, v)));
        var rotated = (double[])v.Clone();
        _t.Rotate(rotated);
        return rotated;
    }

    public ShiftedTridiagonals At(params IReadOnlyList<double> shifts)
    {
        if (_solver is { } known && known.Shifts.SequenceEqual(shifts)) return known.Solver;
        var made = new ShiftedTridiagonals(_t, shifts);
        _solver = (shifts, made);
        return made;
    }

    /// <summary>X beta for the ridge coefficients of y: y - alpha A y.</summary>
    /// <param name="y">One number a row.</param>
    /// <param name="solved">F W' y.</param>
    /// <param name="alpha">The penalty.</param>
    public double[] Fitted(double[] y, double[] solved, double alpha) =>
        [.. W.Select((w, i) => _wide ? y[i] - alpha * Vectors.Dot(w, solved) : Vectors.Dot(w, solved))];

    /// <summary>The element of the smoother X (X'X + alpha I)^-1 X' between two rows.</summary>
    public double Smoother(int i, int j, double[] solvedJ, double alpha) =>
        _wide ? (i == j ? 1 : 0) - alpha * Vectors.Dot(W[i], solvedJ) : Vectors.Dot(W[i], solvedJ);

    /// <summary>Its diagonal.</summary>
    public double[] SmootherDiagonal(double alpha)
    {
        var (solver, form, diagonal) = (At(alpha), new double[1], new double[W.Length]);
        for (var i = 0; i < W.Length; i++)
        {
            solver.Forms(W[i], form);
            diagonal[i] = _wide ? 1 - alpha * form[0] : form[0];
        }
        return diagonal;
    }

    /// <summary>What leaving a column x out of the history needs, for each shift: F-weighted z with A x = W z, and 1 - x'Ax.</summary>
    public (double[][] Weights, double[] Kept) WithoutColumn(int column, ShiftedTridiagonals solver, IReadOnlyList<double> shifts)
    {
        var start = _wide ? Project(Array.ConvertAll(_x, row => row[column])) : Rotated(Unit(column, _t.Size));
        var forms = new double[solver.Count];
        solver.Forms(start, forms);
        return (solver.Solve(start), [.. forms.Select((f, v) => _wide ? 1 - f : shifts[v] * f)]);
    }

    /// <summary>The diagonal of A for each shift, from W_i' F W_i.</summary>
    public double InverseDiagonal(double form, double alpha) => _wide ? form : (1 - form) / alpha;

    private double[] Rotated(double[] row)
    {
        _t.Rotate(row);
        return row;
    }

    private static double[] Unit(int place, int size)
    {
        var unit = new double[size];
        unit[place] = 1;
        return unit;
    }

    private static double[][] Gram(double[][] vectors)
    {
        var gram = Array.ConvertAll(vectors, _ => new double[vectors.Length]);
        for (var i = 0; i < vectors.Length; i++)
        {
            Vectors.Dot(vectors[i], vectors, gram[i].AsSpan(0, i + 1));
            for (var j = 0; j < i; j++) gram[j][i] = gram[i][j];
        }
        return gram;
    }

    private static double[][] Transpose(double[][] x, int columns)
    {
        var transposed = new double[columns][];
        for (var j = 0; j < columns; j++) transposed[j] = Array.ConvertAll(x, row => row[j]);
        return transposed;
    }
}
