namespace SparseEval;

/// <summary>Ridge regression of past models' full scores on their scores on the anchors, in its dual form.</summary>
internal sealed class AnchorRidge
{
    private static readonly double[] Penalties = [0.003, 0.01, 0.03, 0.1, 0.3];
    private readonly double[] _products;
    private readonly double _alpha;
    private readonly double[] _full;
    private readonly double[] _solved;

    private AnchorRidge(double[] products, double alpha, double[] full)
    {
        (_products, _alpha, _full) = (products, alpha, full);
        var system = (double[])products.Clone();
        for (var m = 0; m < full.Length; m++) system[m * full.Length + m] += alpha;
        var inverse = new Cholesky(system, full.Length).Inverse();
        _solved = [.. full.Select((_, m) => Vectors.Dot(inverse.AsSpan(m * full.Length, full.Length), full))];
        for (var m = 0; m < full.Length; m++) LeftOutError += Math.Pow(_solved[m] / inverse[m * full.Length + m], 2) / full.Length;
    }

    /// <summary>Mean squared error of each model's full score, predicted without it.</summary>
    public double LeftOutError { get; }

    /// <summary>alpha.</summary>
    public double Penalty => _alpha;

    /// <summary>With the best of five penalties, relative to the mean square of the anchors' scores.</summary>
    public static AnchorRidge Of(ModelColumns columns, IReadOnlyCollection<int> anchors)
    {
        var models = columns.Full.Length;
        var products = new double[models * models];
        foreach (var i in anchors.Order()) Add(products, columns.Items[i], 1);
        var level = Math.Max(1e-9, Enumerable.Range(0, models).Sum(m => products[m * models + m]));
        return Penalties.Select(p => new AnchorRidge(products, p * level, columns.Full)).MinBy(r => r.LeftOutError)!;
    }

    /// <summary>(x'd)^2 of every item: how fast the objective falls with its weight.</summary>
    public double[] Slopes(ModelColumns columns) => [.. columns.Items.Select(x => Math.Pow(Vectors.Dot(x, _solved), 2))];

    public AnchorRidge Swapped(ModelColumns columns, int without, int with)
    {
        var products = (double[])_products.Clone();
        Add(products, columns.Items[without], -1);
        Add(products, columns.Items[with], 1);
        return new(products, _alpha, _full);
    }

    private static void Add(double[] products, double[] x, double sign)
    {
        for (var m = 0; m < x.Length; m++) Vectors.AddScaled(products.AsSpan(m * x.Length, x.Length), sign * x[m], x);
    }
}
