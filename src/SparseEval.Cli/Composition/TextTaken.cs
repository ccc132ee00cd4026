using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Settings of how text is generated, which a run that generates none would pass over.</summary>
internal static class TextTaken
{
    private static readonly Setting[] OfText = [KnownSettings.DraftModel, .. GenerationSettings.Own.Except([GenerationSettings.Epochs])];

    /// <exception cref="SparseEvalException">One is in force, and no item asks for text.</exception>
    public static void Require(SettingValues values, Benchmark benchmark)
    {
        if (Array.Find(OfText, setting => values.Text(setting) is not null && !IsDefault(setting, values)) is not { } idle || JudgeComposer.IsAsked(values)) return;
        var scorer = EngineComposer.Scorer(values);
        if (benchmark.Items.Any(item => AsksForText(scorer, item))) return;
        var (what, items) = (idle == KnownSettings.DraftModel ? "guesses ahead where text is generated" : "says how text is generated", benchmark.Items.Count == 1 ? "one item" : $"{benchmark.Items.Count.ToString("N0", CultureInfo.InvariantCulture)} items");
        throw new SparseEvalException($"{values.Origin(idle)} {what}, and scorer '{scorer.Name.Split('(')[0]}' asks for none in the {items} of '{benchmark.Name}'. Leave it out, or score generated text (such as --scorer letter).");
    }

    /// <summary>True of an item that the scorer cannot score too, which is told where it is asked for.</summary>
    private static bool AsksForText(IScorer scorer, Item item)
    {
        try
        {
            return scorer.CreateRequest(item) is GenerationRequest;
        }
        catch (SparseEvalException)
        {
            return true;
        }
    }

    /// <summary>The likeliest token is taken anyhow.</summary>
    private static bool IsDefault(Setting setting, SettingValues values) => setting == GenerationSettings.Temperature && values.Number(setting) == 0;
}
