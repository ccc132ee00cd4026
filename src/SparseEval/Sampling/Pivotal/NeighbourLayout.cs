namespace SparseEval;

/// <summary>A k-d tree over points, which any number of draws may share: median splits along the axis of largest extent, boxes side by side. Immutable once made.</summary>
internal sealed class NeighbourLayout
{
    private const int LeafSize = 8;
    private readonly double[][] _points;
    private readonly List<NeighbourNode> _nodes = [];
    private readonly List<double> _boxes = [];

    public NeighbourLayout(double[][] points)
    {
        _points = points;
        Order = [.. Enumerable.Range(0, points.Length)];
        LeafOf = new int[points.Length];
        Build(0, points.Length, -1);
        (Nodes, Boxes) = ([.. _nodes], [.. _boxes]);
        Coordinates = [.. points.SelectMany(p => p)];
    }

    /// <summary>Number of coordinates of a point.</summary>
    public int Dimensions => _points.Length == 0 ? 0 : _points[0].Length;

    /// <summary>Points leaf by leaf.</summary>
    public int[] Order { get; }

    /// <summary>Node of each point's leaf.</summary>
    public int[] LeafOf { get; }

    /// <summary>The root first.</summary>
    public NeighbourNode[] Nodes { get; }

    /// <summary>Lower, then upper corner of each node's box.</summary>
    public double[] Boxes { get; }

    /// <summary>Of all points, one after another.</summary>
    public double[] Coordinates { get; }

    private int Build(int from, int to, int parent)
    {
        var (low, high) = Corners(from, to);
        var index = _nodes.Count;
        _nodes.Add(new(from, to, parent, -1, -1));
        _boxes.AddRange(low);
        _boxes.AddRange(high);
        var axis = Enumerable.Range(0, low.Length).MaxBy(d => high[d] - low[d]);
        if (to - from <= LeafSize || high[axis] == low[axis])
        {
            for (var k = from; k < to; k++) LeafOf[Order[k]] = index;
            return index;
        }
        Array.Sort(Order, from, to - from, Comparer<int>.Create((a, b) => _points[a][axis] != _points[b][axis] ? _points[a][axis].CompareTo(_points[b][axis]) : a.CompareTo(b)));
        var middle = from + (to - from) / 2;
        var left = Build(from, middle, index);
        _nodes[index] = _nodes[index] with { Left = left, Right = Build(middle, to, index) };
        return index;
    }

    private (double[] Low, double[] High) Corners(int from, int to)
    {
        var (low, high) = ((double[])_points[Order[from]].Clone(), (double[])_points[Order[from]].Clone());
        for (var k = from + 1; k < to; k++)
            for (var d = 0; d < low.Length; d++) (low[d], high[d]) = (Math.Min(low[d], _points[Order[k]][d]), Math.Max(high[d], _points[Order[k]][d]));
        return (low, high);
    }
}
