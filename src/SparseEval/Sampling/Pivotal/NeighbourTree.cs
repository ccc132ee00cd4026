namespace SparseEval;

/// <summary>A k-d tree whose points can be taken out: the nearest of those still in.</summary>
/// <remarks>Boxes and counts let empty and far parts be passed over. Ties go to the point met first in a fixed order.</remarks>
internal sealed class NeighbourTree
{
    private readonly NeighbourLayout _layout;
    private readonly NeighbourNode[] _nodes;
    private readonly int _size;
    private readonly int[] _counts;
    private readonly bool[] _gone;

    public NeighbourTree(double[][] points) : this(new NeighbourLayout(points)) { }

    /// <summary>All points in.</summary>
    public NeighbourTree(NeighbourLayout layout)
    {
        (_layout, _nodes, _size) = (layout, layout.Nodes, layout.Dimensions);
        _counts = Array.ConvertAll(_nodes, n => n.To - n.From);
        _gone = new bool[layout.Order.Length];
    }

    public void Remove(int point)
    {
        _gone[point] = true;
        for (var node = _layout.LeafOf[point]; node >= 0; node = _nodes[node].Parent) _counts[node]--;
    }

    /// <summary>The nearest other point still in, or -1 where there is none.</summary>
    public int Nearest(int point)
    {
        var (nearest, least) = (-1, double.PositiveInfinity);
        Search(0, point, At(point), ref nearest, ref least);
        return nearest;
    }

    private ReadOnlySpan<double> At(int point) => _layout.Coordinates.AsSpan(point * _size, _size);

    private void Search(int index, int point, ReadOnlySpan<double> from, ref int nearest, ref double least)
    {
        if (_counts[index] == 0) return;
        var node = _nodes[index];
        if (node.Left < 0)
        {
            for (var k = node.From; k < node.To; k++)
            {
                var other = _layout.Order[k];
                if (_gone[other] || other == point) continue;
                var distance = Vectors.SquaredDistance(At(other), from);
                if (distance < least) (nearest, least) = (other, distance);
            }
            return;
        }
        var (left, right) = (DistanceTo(node.Left, from), DistanceTo(node.Right, from));
        var (near, far) = left <= right ? (node.Left, node.Right) : (node.Right, node.Left);
        if (Math.Min(left, right) < least) Search(near, point, from, ref nearest, ref least);
        if (Math.Max(left, right) < least) Search(far, point, from, ref nearest, ref least);
    }

    /// <summary>Squared distance to the node's box; infinite where nothing is left in it.</summary>
    private double DistanceTo(int node, ReadOnlySpan<double> point)
    {
        if (_counts[node] == 0) return double.PositiveInfinity;
        var box = _layout.Boxes.AsSpan(2 * node * _size, 2 * _size);
        var sum = 0.0;
        for (var d = 0; d < point.Length; d++)
        {
            var gap = Math.Max(0, Math.Max(box[d] - point[d], point[d] - box[_size + d]));
            sum += gap * gap;
        }
        return sum;
    }
}
