namespace SparseEval;

/// <summary>Squared errors of held-out models, in each draw of observed items: of the full score and of the single unobserved scores.</summary>
internal sealed record HeldOutLoss(double[] Score, double[] Cells)
{
    public static HeldOutLoss Zero(int draws) => new(new double[draws], new double[draws]);

    public static HeldOutLoss operator +(HeldOutLoss a, HeldOutLoss b) =>
        new([.. a.Score.Zip(b.Score, (x, y) => x + y)], [.. a.Cells.Zip(b.Cells, (x, y) => x + y)]);

    /// <summary>Mean log error of the full score plus that of the cells over draws: small and large item sets count alike, and noisy scores are steadied by many cells.</summary>
    public double Value => Score.Zip(Cells, (s, c) => Math.Log(s + 1e-12) + Math.Log(c + 1e-12)).Average();

    /// <summary>Position of the least <see cref="Value"/>; the first of equals.</summary>
    public static int Least(HeldOutLoss[] losses)
    {
        var values = Array.ConvertAll(losses, l => l.Value);
        return Array.IndexOf(values, values.Min());
    }
}
