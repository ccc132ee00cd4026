using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Price lists and the history's cost from the values in force.</summary>
internal static class MoneyComposer
{
    /// <summary>The model's, or null. A program that says its own costs needs none, but may be stopped by them.</summary>
    public static PriceList? Prices(SettingValues values) => List(values, MoneySettings.Prices) ?? (CommandComposer.IsAsked(values) ? new PriceList() : null) switch
    {
        { } list when values.Text(MoneySettings.Prices) is not null || values.Text(WatchSettings.Until) is not null => list,
        _ => null,
    };

    /// <summary>The judge's own, else the model's.</summary>
    public static PriceList? JudgePrices(SettingValues values)
    {
        var (model, judge) = (Prices(values), List(values, MoneySettings.JudgePrices));
        if (judge is not null && model is null) throw new SparseEvalException("--judge-prices without --prices would price half of the work. Give both.");
        return judge is not null && judge.Currency != model!.Currency ? throw new SparseEvalException($"The judge's prices are in {judge.Currency} and the model's in {model.Currency}. Give both in one currency.") : judge ?? model;
    }

    public static HistoryCost? HistoryCost(SettingValues values, SamplingFrame frame)
    {
        if (values.Text(MoneySettings.HistoryCost) is not { } text) return null;
        if (frame.History is null) throw new SparseEvalException("--history-cost is about past models' scores, and there are none. Give --history, or leave it out.");
        var cost = Told(values, MoneySettings.HistoryCost, () => Evaluation.HistoryCost.Parse(text));
        return cost.InMoney && values.Text(MoneySettings.Prices) is null ? throw new SparseEvalException($"{values.Origin(MoneySettings.HistoryCost)} is money, and without --prices no saving in money is known. Add --prices, or give engine time such as 3.5h.") : cost;
    }

    private static PriceList? List(SettingValues values, Setting setting) => values.Text(setting) is { } text ? Told(values, setting, () => PriceList.Parse(text)) : null;

    private static T Told<T>(SettingValues values, Setting setting, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (SparseEvalException exception)
        {
            throw new SparseEvalException($"{values.Origin(setting)}: {exception.Message}", exception);
        }
    }
}
