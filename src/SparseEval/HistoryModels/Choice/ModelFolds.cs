namespace SparseEval;

/// <summary>Models divided for leaving some out: near-copies of each other are left out together, so that no model is predicted from its twin.</summary>
/// <param name="Groups">Fold of each model, 0 to folds - 1.</param>
/// <param name="Twins">Models that are near-copies of an earlier one, with that one.</param>
/// <param name="Distinct">Number of groups of twins.</param>
internal sealed record ModelFolds(int[] Groups, IReadOnlyList<(int Model, int Of)> Twins, int Distinct)
{
    /// <summary>Correlation over items of centred scores from which two models count as twins.</summary>
    private const double Alike = 0.95;

    public int Count => Groups.Max() + 1;

    /// <param name="gram">Of the models.</param>
    /// <param name="models">How many.</param>
    /// <param name="folds">Wanted; fewer where there are fewer distinct models.</param>
    /// <param name="seed">Of the division.</param>
    public static ModelFolds Of(ModelGram gram, int models, int folds, ulong seed)
    {
        var first = LeadersOf(gram, models);
        var leaders = first.Distinct().ToArray();
        var stream = new SeededStream(seed, "folds");
        var order = leaders.Select(l => (Leader: l, Key: stream.Uniform())).OrderBy(l => l.Key).Select(l => l.Leader).ToArray();
        var place = order.Index().ToDictionary(o => o.Item, o => o.Index % Math.Min(folds, order.Length));
        return new([.. first.Select(l => place[l])], [.. first.Index().Where(f => f.Item != f.Index).Select(f => (f.Index, f.Item))], leaders.Length);
    }

    public int[] In(int fold) => [.. Enumerable.Range(0, Groups.Length).Where(m => Groups[m] == fold)];

    public int[] Without(int fold) => [.. Enumerable.Range(0, Groups.Length).Where(m => Groups[m] != fold)];

    /// <summary>The earliest model of each model's chain of twins.</summary>
    public static int[] LeadersOf(ModelGram products, int models)
    {
        var gram = products.Centred([.. Enumerable.Range(0, models)]);
        var leader = Enumerable.Range(0, models).ToArray();
        int Find(int m) => leader[m] == m ? m : leader[m] = Find(leader[m]);
        for (var i = 0; i < models; i++)
            for (var j = 0; j < i; j++)
            {
                var (a, b, ab) = (gram[i * models + i], gram[j * models + j], gram[i * models + j]);
                // Models that do not differ from the mean of all are copies of each other too.
                if (!(ab > Alike * Math.Sqrt(a * b)) && !(Math.Max(a, b) < 1e-9)) continue;
                var (x, y) = (Find(i), Find(j));
                leader[Math.Max(x, y)] = Math.Min(x, y);
            }
        return [.. Enumerable.Range(0, models).Select(Find)];
    }
}
