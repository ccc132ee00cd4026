using System.Globalization;

namespace SparseEval.Tests.HistoryModels;

/// <summary>2PL against scipy's optimum of the marginal likelihood on the same 80 x 6 matrix; script and output in tests/reference.</summary>
public sealed class IrtTests
{
    private static readonly Dictionary<string, double[]> Numbers = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "irt.txt"))
        .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray());

    private static ResponseMatrix Matrix()
    {
        var builder = new ResponseMatrixBuilder([.. Enumerable.Range(0, 80).Select(m => $"m{m}")], [.. Enumerable.Range(0, 6).Select(i => $"i{i}")]);
        for (var m = 0; m < 80; m++)
            for (var i = 0; i < 6; i++)
            {
                var eta = (0.6 + 0.25 * i) * (-2.2 + 4.4 * (m + 0.5) / 80) + (-1.2 + 0.45 * i);
                builder.Set(m, i, Uniform((uint)(m * 6 + i + 1)) < 1 / (1 + Math.Exp(-eta)) ? 1 : 0);
            }
        return builder.Build();
    }

    private static double Uniform(uint index)
    {
        var x = unchecked(index * 2654435761u);
        x = unchecked((x ^ (x >> 15)) * 2246822519u);
        return (x ^ (x >> 13)) / 4294967296.0;
    }

    [Fact]
    [Proves(Proof.Exact, "history-models/irt-2pl", "estimators/p-irt")]
    public void Two_parameters_equal_scipys_marginal_maximum_likelihood()
    {
        var fit = TwoParameterModel.Fit(new PreparedHistory(Matrix(), new(), 1536), new LogisticSettings(1e-7, 1e-7, 400), nodes: 41);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(Numbers["scores"][i], Enumerable.Range(0, 80).Average(m => Matrix()[m, i]!.Value), 6);
            Assert.Equal(Numbers["discrimination"][i], fit.Loadings(i)[0], 0.002);
            Assert.Equal(Numbers["intercept"][i], Math.Log(fit.Mean(i) / (1 - fit.Mean(i))), 0.002);
        }
    }

    [Fact]
    [Proves(Proof.Exact, "designs/adaptive")]
    public void Information_is_a_squared_p_times_1_minus_p_at_the_ability()
    {
        var fit = SparseEval.HistoryModels.TwoParameter().Fit(Matrix());
        var posterior = fit.Infer([0, 5], [1, 1]);
        var (a, b) = (fit.Loadings(3)[0], Math.Log(fit.Mean(3) / (1 - fit.Mean(3))));
        var p = 1 / (1 + Math.Exp(-(b + a * posterior.Factors[0])));
        Assert.Equal(a * a * p * (1 - p), posterior.Information(3), 10);
    }
}
