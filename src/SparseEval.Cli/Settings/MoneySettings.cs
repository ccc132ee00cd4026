namespace SparseEval.Cli.Settings;

/// <summary>What work costs in money.</summary>
internal static class MoneySettings
{
    public static readonly Setting Prices = new("prices", "Price list: input=0.15,output=0.6,cached=0.075 (a million tokens), hour=2.5 (of engine time), currency=EUR (default USD).") { ValueName = "list" };
    public static readonly Setting JudgePrices = new("judge-prices", "Price list of the judge; left out, the model's.") { ValueName = "list" };
    public static readonly Setting HistoryCost = new("history-cost", "What the history cost, as money (120) or engine time (3.5h): the ledger says after how many models it has paid for itself.") { ValueName = "amount" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Prices, JudgePrices, HistoryCost];
}
