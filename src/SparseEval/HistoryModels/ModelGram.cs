namespace SparseEval;

/// <summary>
/// Cross-products of models, X X' over items: what rank, twins and starting values are read from. Missing cells take their item's mean here, and only here.
/// </summary>
/// <remarks>Of more than 4,096 items a seeded simple random sample of 4,096 is taken, and the products are scaled up; relative error about 1 / 64.</remarks>
internal sealed class ModelGram
{
    private const int MostItems = 4096;
    private readonly double[] _products;
    private readonly int _models;

    private ModelGram(double[] products, int models) => (_products, _models) = (products, models);

    public static ModelGram Of(ResponseMatrix history, ulong seed, ParallelOptions parallel)
    {
        var (models, items) = (history.Models.Count, history.ItemIds.Count);
        var chosen = items <= MostItems ? null : new SeededStream(seed, "gram").Choose(items, MostItems);
        var rows = new double[models][];
        Parallel.For(0, models, parallel, () => new double[items], (m, _, row) =>
        {
            history.CopyModel(m, row);
            rows[m] = chosen is null ? (double[])row.Clone() : Array.ConvertAll(chosen, i => row[i]);
            return row;
        }, _ => { });
        Fill(rows);
        var (products, scale) = (new double[models * models], items / (double)rows[0].Length);
        Parallel.For(0, models, parallel, i =>
        {
            for (var j = 0; j <= i; j++) products[i * models + j] = products[j * models + i] = scale * Vectors.Dot(rows[i], rows[j]);
        });
        return new(products, models);
    }

    /// <summary>Of some models only, each item centred at their mean: H K H with H = I - 1 1' / M.</summary>
    public double[] Centred(int[] models)
    {
        var size = models.Length;
        var centred = new double[size * size];
        var means = new double[size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
            {
                centred[i * size + j] = _products[models[i] * _models + models[j]];
                means[i] += centred[i * size + j] / size;
            }
        var all = means.Sum() / size;
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++) centred[i * size + j] += all - means[i] - means[j];
        return centred;
    }

    private static void Fill(double[][] rows)
    {
        for (var i = 0; i < rows[0].Length; i++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var row in rows)
                if (!double.IsNaN(row[i])) { sum += row[i]; count++; }
            if (count == rows.Length) continue;
            foreach (var row in rows)
                if (double.IsNaN(row[i])) row[i] = count == 0 ? 0 : sum / count;
        }
    }
}
