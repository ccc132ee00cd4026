namespace SparseEval.Bench.Core;

/// <summary>Right-or-wrong scores of made-up models: ability, difficulty and one more factor; the same for the same shape.</summary>
internal static class SimulatedHistory
{
    public static ResponseMatrix Of(int models, int items)
    {
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, models).Select(m => $"m{m:00000}")], [.. Enumerable.Range(0, items).Select(i => $"i{i:000000}")]);
        var thresholds = Thresholds(models, items);
        for (var m = 0; m < models; m++)
            for (var i = 0; i < items; i++) builder.Set(m, i, IsRight(thresholds, m, i) ? 1 : 0);
        return builder.Build();
    }

    public static (double[] Ability, double[] Taste, double[] Ease, double[] Side) Thresholds(int models, int items)
    {
        var random = new Random(1);
        double[] Normal(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        return (Normal(models, 1), Normal(models, 1), Normal(items, 1.5), Normal(items, 0.7));
    }

    /// <summary>The logistic curve by a hash of the cell, so that any part of a large matrix can be made by itself.</summary>
    public static bool IsRight((double[] Ability, double[] Taste, double[] Ease, double[] Side) t, int model, int item)
    {
        var x = unchecked(((ulong)model * 0x9E3779B97F4A7C15) ^ ((ulong)item * 0xC2B2AE3D27D4EB4F));
        x = unchecked((x ^ (x >> 29)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 32)) * 0x94D049BB133111EB);
        var uniform = ((x >> 11) + 0.5) / (1UL << 53);
        return uniform < 1 / (1 + Math.Exp(-(t.Ability[model] + t.Ease[item] + t.Taste[model] * t.Side[item])));
    }
}
