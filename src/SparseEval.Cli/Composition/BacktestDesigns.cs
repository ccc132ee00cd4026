using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>The designs that a backtest compares.</summary>
internal static class BacktestDesigns
{
    public static IReadOnlyList<ISamplingDesign> Of(SettingValues values, SamplingFrame frame, Estimand estimand)
    {
        string[] usual = values.Text(KnownSettings.By) is null ? ["simple-random"] : ["simple-random", "stratified"];
        return DesignComposer.Several(values, BacktestSettings.Designs, BacktestComposer.Names(values, BacktestSettings.Designs, "simple-random", usual), frame, estimand);
    }
}
