using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Which settings each form of an export takes; a flag that a form passes over is refused.</summary>
internal static class ExportTaken
{
    private static readonly Setting[] Drawing = [.. KnownSettings.Drawing, .. KnownSettings.Estimating, .. WatchSettings.Own, KnownSettings.Scorer, KnownSettings.Output];

    /// <summary>By the form's name; of what is not listed, forms of items take what draws, those of records and histories what names these and the file.</summary>
    private static readonly Dictionary<string, Setting[]> Own = new(StringComparer.Ordinal)
    {
        ["openai-batch"] = [.. Drawing, KnownSettings.Model, ServerSettings.Interface, ServerSettings.LogLikelihoods, ServerSettings.TopTokens],
        ["lm-eval-samples"] = [.. Drawing, ExportSettings.Task],
        ["codecarbon-csv"] = [ExportSettings.Record, ExportSettings.CarbonIntensity, KnownSettings.Output],
        ["ai-evaluation"] = [ExportSettings.Record, ImportSettings.Out],
    };

    /// <summary>Of every form, each once.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. ExportSettings.Forms.SelectMany(Of).Distinct()];

    /// <exception cref="SparseEvalException">There is no such form, or a flag has no effect on it.</exception>
    public static void Require(SettingValues values, string form)
    {
        if (!ExportSettings.Forms.Contains(form)) throw new SparseEvalException($"{values.Origin(ExportSettings.To)} is '{form}'. Use one of: {string.Join(", ", ExportSettings.Forms)}.");
        if (All.Except(Of(form)).FirstOrDefault(values.IsFlag) is { } flag)
            throw new SparseEvalException($"{flag.Flag} has no effect on '{form}'. Leave it out{(Takers(flag) is var takers && takers.Count <= 3 ? $"; it serves {string.Join(", ", takers)}" : "")}.");
    }

    private static IReadOnlyList<string> Takers(Setting setting) => [.. ExportSettings.Forms.Where(form => Of(form).Contains(setting))];

    private static IReadOnlyList<Setting> Of(string form) => Own.TryGetValue(form, out var own) ? own
        : ExportSettings.OfItems.Contains(form) ? Drawing : [KnownSettings.History, KnownSettings.Output];
}
