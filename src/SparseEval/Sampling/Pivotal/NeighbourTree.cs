namespace SparseEval;

/// <summary>A k-d tree whose points can be taken out: the nearest of those still in.</summary>
/// <remarks>Median splits along the axis of largest extent; boxes and counts let empty and far parts be passed over. Ties go to the point met first in a fixed order.</remarks>
internal sealed class NeighbourTree
{
    private const int LeafSize = 8;
    private readonly double[][] _points;
    private readonly int[] _order;
    private readonly int[] _leafOf;
    private readonly List<Node> _nodes = [];
    private readonly bool[] _gone;

    public NeighbourTree(double[][] points)
    {
        _points = points;
        _order = [.. Enumerable.Range(0, points.Length)];
        (_leafOf, _gone) = (new int[points.Length], new bool[points.Length]);
        Build(0, points.Length, -1);
    }

    public void Remove(int point)
    {
        _gone[point] = true;
        for (var node = _leafOf[point]; node >= 0; node = _nodes[node].Parent) _nodes[node].Count--;
    }

    /// <summary>The nearest other point still in, or -1 where there is none.</summary>
    public int Nearest(int point)
    {
        var (nearest, least) = (-1, double.PositiveInfinity);
        Search(0, point, ref nearest, ref least);
        return nearest;
    }

    private void Search(int index, int point, ref int nearest, ref double least)
    {
        var node = _nodes[index];
        if (node.Count == 0) return;
        if (node.Left < 0)
        {
            for (var k = node.From; k < node.To; k++)
            {
                var other = _order[k];
                if (_gone[other] || other == point) continue;
                var distance = Distance(_points[other], _points[point]);
                if (distance < least) (nearest, least) = (other, distance);
            }
            return;
        }
        var (left, right) = (_nodes[node.Left].DistanceTo(_points[point]), _nodes[node.Right].DistanceTo(_points[point]));
        var (near, far) = left <= right ? (node.Left, node.Right) : (node.Right, node.Left);
        if (Math.Min(left, right) < least) Search(near, point, ref nearest, ref least);
        if (Math.Max(left, right) < least) Search(far, point, ref nearest, ref least);
    }

    private int Build(int from, int to, int parent)
    {
        var node = new Node(from, to, parent, _points, _order);
        var index = _nodes.Count;
        _nodes.Add(node);
        var axis = node.Longest;
        if (to - from <= LeafSize || node.High[axis] == node.Low[axis])
        {
            for (var k = from; k < to; k++) _leafOf[_order[k]] = index;
            return index;
        }
        Array.Sort(_order, from, to - from, Comparer<int>.Create((a, b) => _points[a][axis] != _points[b][axis] ? _points[a][axis].CompareTo(_points[b][axis]) : a.CompareTo(b)));
        var middle = from + (to - from) / 2;
        node.Left = Build(from, middle, index);
        node.Right = Build(middle, to, index);
        return index;
    }

    private static double Distance(double[] a, double[] b) => Vectors.SquaredDistance(a, b);

    private sealed class Node
    {
        public Node(int from, int to, int parent, double[][] points, int[] order)
        {
            (From, To, Parent, Count) = (from, to, parent, to - from);
            (Low, High) = ((double[])points[order[from]].Clone(), (double[])points[order[from]].Clone());
            for (var k = from + 1; k < to; k++)
                for (var d = 0; d < Low.Length; d++) (Low[d], High[d]) = (Math.Min(Low[d], points[order[k]][d]), Math.Max(High[d], points[order[k]][d]));
        }

        public int From { get; }

        public int To { get; }

        public int Parent { get; }

        public double[] Low { get; }

        public double[] High { get; }

        public int Left { get; set; } = -1;

        public int Right { get; set; } = -1;

        public int Count { get; set; }

        public int Longest => Enumerable.Range(0, Low.Length).MaxBy(d => High[d] - Low[d]);

        /// <summary>Squared distance of a point to the box.</summary>
        public double DistanceTo(double[] point)
        {
            var sum = 0.0;
            for (var d = 0; d < Low.Length; d++)
            {
                var gap = Math.Max(0, Math.Max(Low[d] - point[d], point[d] - High[d]));
                sum += gap * gap;
            }
            return sum;
        }
    }
}
