namespace SparseEval;

/// <summary>A vector u other than 0 with A u = 0, by elimination with the largest pivot of all that is left.</summary>
internal static class NullVector
{
    private const double Rounding = 1e-9;

    /// <param name="a">A, row by row; overwritten.</param>
    /// <param name="rows">Number of rows of A that count.</param>
    /// <param name="columns">Number of columns that count.</param>
    /// <returns>u, or null where the columns are independent.</returns>
    public static double[]? Of(double[][] a, int rows, int columns)
    {
        var pivotOf = new int[rows];
        var used = new bool[columns];
        var rank = 0;
        for (; rank < Math.Min(rows, columns); rank++)
        {
            var (row, column) = Largest(a, rank, rows, used);
            if (row < 0) break;
            (a[rank], a[row]) = (a[row], a[rank]);
            (pivotOf[rank], used[column]) = (column, true);
            Eliminate(a, rank, rows, column, columns);
        }
        var free = Array.IndexOf(used, false);
        if (free < 0) return null;
        var u = new double[columns];
        u[free] = 1;
        for (var r = rank - 1; r >= 0; r--)
        {
            var sum = 0.0;
            for (var c = 0; c < columns; c++)
                if (c != pivotOf[r]) sum += a[r][c] * u[c];
            u[pivotOf[r]] = -sum / a[r][pivotOf[r]];
        }
        return u;
    }

    private static (int Row, int Column) Largest(double[][] a, int from, int rows, bool[] used)
    {
        var (row, column, most) = (-1, -1, Rounding);
        for (var r = from; r < rows; r++)
            for (var c = 0; c < used.Length; c++)
                if (!used[c] && Math.Abs(a[r][c]) > most) (row, column, most) = (r, c, Math.Abs(a[r][c]));
        return (row, column);
    }

    private static void Eliminate(double[][] a, int pivot, int rows, int column, int columns)
    {
        for (var r = pivot + 1; r < rows; r++)
        {
            var factor = a[r][column] / a[pivot][column];
            if (factor == 0) continue;
            Vectors.AddScaled(a[r].AsSpan(0, columns), -factor, a[pivot].AsSpan(0, columns));
            a[r][column] = 0;
        }
    }
}
