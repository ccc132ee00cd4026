using System.Globalization;

namespace SparseEval.Tests;

/// <summary>Names stand in hashes and tables: they are the same where a comma parts decimals. Seen to fail with names in the current culture.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Names_and_texts_follow_no_culture()
    {
        static string[] Texts() =>
        [
            StoppingRules.HalfWidth(0.03).Name, StoppingRules.Threshold(0.7).Name, StoppingRules.Baseline(0.02).Name, GateCriterion.MaxDrop(0.02).Name, BacktestSplit.Random(0.25).Name,
            BacktestSplit.Strongest(0.25).Name, BacktestBudget.OfShare(0.025).ToString(), new ConfidenceInterval(0.1, 0.2, 0.975, "wald").ToString(), DiagnosticCatalog.NoSpread(0.5, 3).Message,
        ];
        var plain = Texts();
        var (before, comma) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal(plain, Texts());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
