namespace SparseEval;

/// <summary>Groups points around k centres: k-means++ starts, then rounds of assignment and new centres; centres may be kept to points (k-medoids by squared distance).</summary>
/// <remarks>Arthur and Vassilvitskii (2007); Park and Jun (2009) for medoids. Rounds are bounded by work, so that tens of thousands of points and hundreds of centres take a second.</remarks>
internal sealed class KMeans
{
    private const double Work = 3e9;
    private const int MostRounds = 25;
    private readonly double[][] _points;

    private KMeans(double[][] points, int[] starts)
    {
        _points = points;
        Group = new int[points.Length];
        Centres = Array.ConvertAll(starts, i => (double[])points[i].Clone());
    }

    /// <summary>Group of each point.</summary>
    public int[] Group { get; private set; }

    public double[][] Centres { get; private set; }

    public static KMeans Of(double[][] points, int count, bool medoids, ulong seed)
    {
        var found = new KMeans(points, Starts(points, count, new SeededStream(seed, "k-means")));
        var rounds = (int)Math.Clamp(Work / ((double)points.Length * count * Math.Max(1, points[0].Length)), 1, MostRounds);
        for (var round = 0; round < rounds && found.Assign(); round++) found.Centre(medoids);
        found.Assign();
        return found;
    }

    /// <summary>One point for each group, all different: the nearest to its centre; a group without points gets the point farthest from its own centre.</summary>
    public int[] Representatives()
    {
        var chosen = Enumerable.Repeat(-1, Centres.Length).ToArray();
        var distance = _points.Select((x, i) => Distance(x, Centres[Group[i]])).ToArray();
        for (var i = 0; i < _points.Length; i++)
            if (chosen[Group[i]] < 0 || distance[i] < distance[chosen[Group[i]]]) chosen[Group[i]] = i;
        var taken = chosen.Where(i => i >= 0).ToHashSet();
        var others = new Queue<int>(Enumerable.Range(0, _points.Length).Where(i => !taken.Contains(i)).OrderByDescending(i => distance[i]));
        for (var g = 0; g < chosen.Length; g++)
            if (chosen[g] < 0) chosen[g] = others.Dequeue();
        return chosen;
    }

    /// <summary>Number of points nearest to each representative; the representative itself is always its own.</summary>
    public static int[] Sizes(double[][] points, int[] representatives)
    {
        var nearest = new int[points.Length];
        Parallel.For(0, points.Length, i => nearest[i] = Nearest(points[i], representatives.Length, g => points[representatives[g]]));
        for (var g = 0; g < representatives.Length; g++) nearest[representatives[g]] = g;
        var sizes = new int[representatives.Length];
        foreach (var g in nearest) sizes[g]++;
        return sizes;
    }

    private bool Assign()
    {
        var next = new int[_points.Length];
        Parallel.For(0, next.Length, i => next[i] = Nearest(_points[i], Centres.Length, g => Centres[g]));
        var changed = !next.SequenceEqual(Group);
        Group = next;
        return changed || Centres.Length == 1;
    }

    private void Centre(bool medoids)
    {
        var (sums, counts) = (Array.ConvertAll(Centres, c => new double[c.Length]), new int[Centres.Length]);
        for (var i = 0; i < _points.Length; i++)
        {
            Vectors.AddScaled(sums[Group[i]], 1, _points[i]);
            counts[Group[i]]++;
        }
        for (var g = 0; g < Centres.Length; g++)
            if (counts[g] > 0) Centres[g] = Array.ConvertAll(sums[g], s => s / counts[g]);
        if (!medoids) return;
        // The point with the least sum of squared distances to a group is the one nearest to its mean.
        Centres = [.. Representatives().Select(i => (double[])_points[i].Clone())];
    }

    private static int[] Starts(double[][] points, int count, SeededStream random)
    {
        var starts = new int[count];
        var distance = Enumerable.Repeat(double.PositiveInfinity, points.Length).ToArray();
        starts[0] = (int)(random.Uniform() * points.Length);
        for (var g = 1; g < count; g++)
        {
            for (var i = 0; i < points.Length; i++) distance[i] = Math.Min(distance[i], Distance(points[i], points[starts[g - 1]]));
            var (at, target) = (0, random.Uniform() * distance.Sum());
            for (var sum = distance[0]; sum < target && at < points.Length - 1; sum += distance[++at]) { }
            starts[g] = at;
        }
        return starts;
    }

    private static int Nearest(double[] point, int count, Func<int, double[]> centre)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var g = 0; g < count; g++)
        {
            var distance = Distance(point, centre(g));
            if (distance < least) (nearest, least) = (g, distance);
        }
        return nearest;
    }

    private static double Distance(double[] a, double[] b) => Vectors.SquaredDistance(a, b);
}
