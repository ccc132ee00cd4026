namespace SparseEval.Tests.Analysis;

/// <summary>Findings against items are rare among items without a flaw, whatever the models are like.</summary>
public sealed class ItemFindingsTests
{
    // 12 families of 10 models that share 90 % of their answers; 300 of 1,000 items do not depend on ability. Seen to fail with every model counted for itself: 60 and 78 such items.
    [Theory, InlineData(1), InlineData(2)]
    public void Families_of_near_copies_do_not_make_findings(int seed)
    {
        var items = ItemQuality.Of(History(120, 1000, seed, kin: 10, shared: 0.9, (ability, i, difficulty) => i < 300 ? difficulty : ability + difficulty));
        Assert.InRange(Findings(items, 0, 300), 0, 1);
        Assert.All(items, i => Assert.InRange(i.DistinctModels, 10, 16));
    }

    // 3 weak models far below 57 others; null items that 2 % pass at random. Seen to fail with Fisher's z over items on which one model differs too: 7, 2 and 4 findings.
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void One_lucky_weak_model_makes_no_finding(int seed) =>
        Assert.Equal(0, Findings(ItemQuality.Of(History(60, 1000, seed, kin: 1, shared: 0, (ability, i, difficulty) => i < 300 ? -3.9 : ability + difficulty - 1, weak: 3)), 0, 300));

    // 40 of 100 items are passed by the weakest of 200 models alone, such as one that guesses. Seen to fail with items tested on which one model differs: all 40 were findings.
    [Fact]
    public void What_one_model_alone_passes_is_no_finding()
    {
        var (random, builder) = (new Random(6), new ResponseMatrixBuilder([.. Enumerable.Range(0, 200).Select(m => $"m{m}")], [.. Enumerable.Range(0, 100).Select(i => $"i{i}")]));
        for (var m = 0; m < 200; m++)
            for (var i = 0; i < 100; i++) builder.Set(m, i, i < 40 ? (m == 0 ? 1 : 0) : m > 0 && random.NextDouble() < 0.9 ? 1 : 0);
        Assert.Equal(0, Findings(ItemQuality.Of(builder.Build()), 0, 40));
    }

    // 20 of 500 items are turned round; over eight histories of 60 different models the share of other items among the findings stays near the 5 %, and most of the 20 are found.
    [Fact]
    public void Turned_items_are_found_and_few_others()
    {
        var (turned, others) = (0, 0);
        for (var seed = 1; seed <= 8; seed++)
        {
            var items = ItemQuality.Of(History(60, 500, seed, kin: 1, shared: 0, (ability, i, difficulty) => i < 150 ? difficulty : i < 170 ? difficulty - 1.5 * ability : ability + difficulty));
            turned += Findings(items, 150, 170);
            others += Findings(items, 0, 150) + Findings(items, 170, 500);
        }
        Assert.InRange(turned, 110, 160);
        Assert.InRange(others / (double)(turned + others), 0, 0.08);
    }

    // 2 of 6 ranks, the highest sums last: C(6, 2) = 15 pairs; {1, 2} alone, {1, 2} and {1, 3}, and all but {5, 6}.
    [Fact]
    public void Rank_sums_by_hand()
    {
        var test = new RankTest();
        Assert.Equal(1 / 15.0, test.FallingP([1, 1, 0, 0, 0, 0]), 12);
        Assert.Equal(2 / 15.0, test.FallingP([1, 0, 1, 0, 0, 0]), 12);
        Assert.Equal(14 / 15.0, test.FallingP([0, 0, 0, 1, 0, 1]), 12);
        Assert.Equal(1, test.FallingP([0, 0, 0, 0, 1, 1]), 12);
    }

    // 100 of 200 ranks lie beyond exact counting. Spearman's rho -1 of 10: z = -3.
    [Fact]
    public void Large_and_graded_scores_go_by_the_normal_distribution()
    {
        var test = new RankTest();
        Assert.Equal(0.5, test.FallingP([.. Enumerable.Range(0, 200).Select(r => (double)((r % 4) is 0 or 3 ? 1 : 0))]), 0.01);
        Assert.Equal(0.00134990, test.FallingP([.. Enumerable.Range(0, 10).Select(r => 1 - r / 10.0)]), 7);
    }

    private static int Findings(IReadOnlyList<ItemQuality> items, int from, int to) => items.Take(to).Skip(from).Count(i => i.Flaw is ItemFlaw.NegativeDiscrimination or ItemFlaw.SuspectedKey);

    private static ResponseMatrix History(int models, int items, int seed, int kin, double shared, Func<double, int, double, double> logit, int weak = 0)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] difficulty = [.. Enumerable.Range(0, items).Select(_ => Normal())];
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"m{m}")], [.. Enumerable.Range(0, items).Select(i => $"i{i}")]);
        var (family, ability) = (new double[items], 0.0);
        for (var m = 0; m < models; m++)
        {
            if (m % kin == 0) (family, ability) = ([.. Enumerable.Range(0, items).Select(_ => random.NextDouble())], m < weak ? -4 : weak > 0 ? 0.3 * Normal() : 1.2 * Normal());
            for (var i = 0; i < items; i++)
            {
                var luck = random.NextDouble() < shared ? family[i] : random.NextDouble();
                builder.Set(m, i, luck < 1 / (1 + Math.Exp(-logit(ability, i, difficulty[i]))) ? 1 : 0);
            }
        }
        return builder.Build();
    }
}
