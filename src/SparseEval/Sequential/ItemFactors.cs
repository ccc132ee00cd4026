using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseEval;

/// <summary>
/// Coordinates of the items along the main directions in which past models differ from item to item, each with the spread that a new model's coefficient is expected to
/// have: what a ridge regression on the history needs, in a few numbers an item.
/// </summary>
/// <remarks>
/// Principal components of the models' scores, each model centred, a missing score filled with its item's mean. The spread of a coefficient is measured on models that did not make the
/// direction: half of the models make directions, the other half is projected on them, and back; a history of noise therefore gets spread 0 and predicts nothing.
/// At most 256 models, evenly spaced, are used.
/// </remarks>
internal sealed class ItemFactors
{
    private const int MostModels = 256;
    private const int MostFactors = 24;

    private ItemFactors(double[][] values, int items) => (Values, Items) = (values, items);

    public static ItemFactors None(int items) => new([.. Enumerable.Range(0, items).Select(_ => Array.Empty<double>())], items);

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>Of each item: coordinates with unit prior variance of their coefficients relative to the residual variance 1.</summary>
    public double[][] Values { get; }

    /// <summary>Number of factors; 0 where the history predicts nothing.</summary>
    public int Count => Values.Length == 0 ? 0 : Values[0].Length;

    public static ItemFactors Of(ResponseMatrix history)
    {
        var rows = Rows(history);
        if (rows.Length < 4) return rows.Length == 0 ? None(history.ItemIds.Count) : FewModels(rows);
        double[][] even = [.. rows.Where((_, m) => m % 2 == 0)], odd = [.. rows.Where((_, m) => m % 2 == 1)];
        var most = Math.Min(MostFactors, even.Length - 1);
        var spread = Spread(Directions(even, most), odd).Zip(Spread(Directions(odd, most), even), (a, b) => Math.Max(0, (a + b) / 2)).ToArray();
        return Scaled(Directions(rows, spread.Length), spread);
    }

    /// <summary>Two or three models: their common direction, of which a new model is assumed to have half the share that they have of each other.</summary>
    private static ItemFactors FewModels(double[][] rows)
    {
        if (rows.Length == 1) return Scaled(Directions(rows, 1), [rows[0].Length * 0.1]);
        var spreads = rows.Select((row, m) => Spread(Directions([.. rows.Where((_, k) => k != m)], 1), [row]).FirstOrDefault());
        return Scaled(Directions(rows, 1), [Math.Max(0, spreads.Average() / 2)]);
    }

    private static ItemFactors Scaled(double[][] directions, double[] spread)
    {
        var kept = Enumerable.Range(0, Math.Min(directions.Length, spread.Length)).Where(j => spread[j] > 1).ToArray();
        var items = directions.Length == 0 ? 0 : directions[0].Length;
        return new([.. Enumerable.Range(0, items).Select(i => Array.ConvertAll(kept, j => directions[j][i] * Math.Sqrt(spread[j])))], items);
    }

    /// <summary>Mean square of the coefficients of models on directions they did not make, less the noise's part, over the residual variance per item.</summary>
    private static double[] Spread(double[][] directions, double[][] models)
    {
        var squares = new double[directions.Length];
        var rest = 0.0;
        foreach (var model in models)
        {
            var total = Vectors.Dot(model, model);
            for (var j = 0; j < directions.Length; j++)
            {
                var b = Vectors.Dot(model, directions[j]);
                squares[j] += b * b / models.Length;
                total -= b * b;
            }
            rest += Math.Max(1e-12, total) / (model.Length - directions.Length) / models.Length;
        }
        return Array.ConvertAll(squares, s => s / rest - 1);
    }

    /// <summary>Orthonormal over items; fewer than asked for where models agree.</summary>
    private static double[][] Directions(double[][] rows, int most)
    {
        var gram = DenseMatrix.Create(rows.Length, rows.Length, 0);
        Parallel.For(0, rows.Length, m =>
        {
            for (var k = 0; k <= m; k++) gram[m, k] = gram[k, m] = Vectors.Dot(rows[m], rows[k]);
        });
        var eigen = gram.Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues;
        var directions = new List<double[]>();
        for (var j = rows.Length - 1; j >= 0 && directions.Count < most; j--)
        {
            var lambda = values[j].Real;
            if (!(lambda > 1e-9 * Math.Max(1, values[^1].Real))) break;
            var direction = new double[rows[0].Length];
            for (var m = 0; m < rows.Length; m++)
            {
                var v = eigen.EigenVectors[m, j] / Math.Sqrt(lambda);
                for (var i = 0; i < direction.Length; i++) direction[i] += v * rows[m][i];
            }
            directions.Add(direction);
        }
        return [.. directions];
    }

    /// <summary>Centred rows of at most 256 models; constant ones left out.</summary>
    private static double[][] Rows(ResponseMatrix history)
    {
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        var used = models <= MostModels ? Enumerable.Range(0, models) : Enumerable.Range(0, MostModels).Select(k => (int)((k + 0.5) * models / MostModels));
        var rows = used.Select(m =>
        {
            var row = new double[items];
            history.CopyModel(m, row);
            return row;
        }).ToArray();
        for (var i = 0; i < items; i++)
        {
            var there = rows.Where(r => !double.IsNaN(r[i])).ToList();
            var mean = there.Count == 0 ? double.NaN : there.Average(r => r[i]);
            foreach (var row in rows.Where(r => double.IsNaN(r[i]))) row[i] = mean;
        }
        return [.. rows.Select(Centred).Where(r => Vectors.Dot(r, r) > 1e-9)];
    }

    /// <summary>An item that no model answered counts as average.</summary>
    private static double[] Centred(double[] row)
    {
        var mean = row.Where(y => !double.IsNaN(y)).DefaultIfEmpty(0).Average();
        return Array.ConvertAll(row, y => double.IsNaN(y) ? 0 : y - mean);
    }
}
