namespace SparseEval;

/// <summary>Weighted least squares on a few columns: an orthonormal basis of the weighted columns, and the slopes that belong to it.</summary>
internal sealed class WeightedBasis
{
    private const double Implied = 1e-9;
    private readonly double[] _roots;
    private readonly List<(double[] Vector, double[] Coefficients)> _basis = [];
    private readonly int _columns;

    /// <param name="columns">Each with one number an item; those that the earlier ones imply are left out.</param>
    /// <param name="roots">Square roots of the weights.</param>
    public WeightedBasis(double[][] columns, double[] roots)
    {
        (_roots, _columns) = (roots, columns.Length);
        var total = roots.Sum(r => r * r);
        Concentration = total > 0 ? roots.Sum(r => r * r * r * r) / total / total : 0;
        for (var j = 0; j < columns.Length; j++) Add(j, [.. columns[j].Select((x, i) => x * roots[i])]);
    }

    /// <summary>Number of independent columns.</summary>
    public int Rank => _basis.Count;

    /// <summary>Sum of squared shares of the weights: 1 / n for equal ones.</summary>
    public double Concentration { get; }

    /// <summary>sqrt(weight) times the residual of each value, and the fit's coordinates in the basis.</summary>
    public (double[] Residuals, double[] Along) Split(IReadOnlyList<double> values)
    {
        var rest = _roots.Select((r, i) => r * values[i]).ToArray();
        var along = new double[Rank];
        for (var l = 0; l < Rank; l++)
        {
            along[l] = Vectors.Dot(_basis[l].Vector, rest);
            Vectors.AddScaled(rest, -along[l], _basis[l].Vector);
        }
        return (rest, along);
    }

    /// <summary>Slope of each column; 0 for those left out.</summary>
    public double[] Slopes(double[] along)
    {
        var slopes = new double[_columns];
        for (var l = 0; l < Rank; l++)
            for (var j = 0; j < _columns; j++) slopes[j] += along[l] * _basis[l].Coefficients[j];
        return slopes;
    }

    /// <summary>Gram-Schmidt, twice; keeps how the new vector is made of the columns.</summary>
    private void Add(int column, double[] vector)
    {
        var (size, coefficients) = (Math.Sqrt(Vectors.Dot(vector, vector)), new double[_columns]);
        coefficients[column] = 1;
        for (var twice = 0; twice < 2; twice++)
            foreach (var (b, made) in _basis)
            {
                var along = Vectors.Dot(b, vector);
                Vectors.AddScaled(vector, -along, b);
                Vectors.AddScaled(coefficients, -along, made);
            }
        var rest = Math.Sqrt(Vectors.Dot(vector, vector));
        if (rest <= Implied * size) return;
        _basis.Add((Array.ConvertAll(vector, v => v / rest), Array.ConvertAll(coefficients, v => v / rest)));
    }
}
