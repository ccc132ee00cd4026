using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>Options of an import from the values in force.</summary>
internal static class ImportComposer
{
    public static ImportOptions Options(SettingValues values) => new()
    {
        Format = values.Text(ImportSettings.From),
        Model = values.Text(ImportSettings.Model),
        Metric = values.Text(ImportSettings.Metric),
        Filter = values.Text(ImportSettings.Filter),
        Split = values.Text(ImportSettings.Split),
        Map = NamedParts.Of(values, ImportSettings.Map),
        ScoreScale = values.Number(ImportSettings.ScoreScale) ?? 1,
        AcceptAggregate = values.IsOn(ImportSettings.AcceptAggregate),
    };
}
