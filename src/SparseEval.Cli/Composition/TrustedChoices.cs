using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>Which items a trusted grader gets, and the chances that their grades come back with.</summary>
internal static class TrustedChoices
{
    private const string Chance = "chance";

    /// <summary>Ids, one a line; by the judge's doubt a CSV with the chances.</summary>
    public static IReadOnlyList<string> Lines(SettingValues values, Func<ScoredSample> judged, int count)
    {
        var byDoubt = IsByDoubt(values);
        var scored = judged();
        var items = scored.Sample.Frame.Benchmark.Items;
        if (!byDoubt) return [.. JudgeCorrection.Choose(scored.Sample, count, PlanComposer.Seed(values)).Select(i => items[i].Id)];
        return [$"id,{Chance}", .. JudgeCorrection.ChooseUncertain(scored, count, PlanComposer.Seed(values)).Select(choice => string.Create(CultureInfo.InvariantCulture, $"{Csv.Quoted(items[choice.Item].Id)},{choice.Chance:R}"))];
    }

    /// <summary>The chances in a file of trusted grades; null where the items were chosen with equal ones.</summary>
    /// <param name="values">In force.</param>
    /// <param name="path">The file.</param>
    /// <param name="positions">From scores to positions in the benchmark.</param>
    public static Dictionary<int, double>? Chances(SettingValues values, string path, Func<IReadOnlyList<ItemScore>, Dictionary<int, double?>> positions)
    {
        if (IsByDoubt(values))
        {
            var chances = ItemScores.Read(path, Chance);
            if (chances.FirstOrDefault(c => c.Score is 0) is { Id: not null } never)
                throw new SparseEvalException($"'{path}': item '{never.Id}' has the chance 0, and an item that is never chosen has no grade. Keep the chances that {KnownSettings.ChooseTrusted.Flag} wrote, above 0 and at most 1.");
            return positions(chances).Where(item => item.Value is not null).ToDictionary(item => item.Key, item => item.Value!.Value);
        }
        if (ItemScores.Has(path, Chance)) throw new SparseEvalException($"'{path}' says with what chance each item was chosen, and they are taken for equal. Add {KnownSettings.TrustedBy.Flag} doubt, or take the column '{Chance}' out if they were not chosen so.");
        return null;
    }

    /// <summary>Says that chosen items came back without a grade.</summary>
    public static Diagnostic Ungraded(int missing, int chosen) => new("SPE0080", DiagnosticSeverity.Warning,
        $"{missing} of {chosen} chosen items have no trusted grade; they are treated as if they had not been chosen. If items stay without a grade because they are hard to grade, the judge errs on them more often than is corrected: have them graded.");

    private static bool IsByDoubt(SettingValues values) => values.Text(KnownSettings.TrustedBy) switch
    {
        null or "equal" => false,
        "doubt" => true,
        var other => throw new SparseEvalException($"{values.Origin(KnownSettings.TrustedBy)} is '{other}'. Give 'equal' or 'doubt'."),
    };
}
