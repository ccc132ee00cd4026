namespace SparseEval;

/// <summary>How past models are held out. A model with a missing score has no full score to be checked against, so it is history in every fold.</summary>
public sealed class BacktestSplit
{
    private readonly Func<SplitInput, IEnumerable<BacktestFold>> _part;

    private BacktestSplit(string name, Func<SplitInput, IEnumerable<BacktestFold>> part) => (Name, _part) = (name, part);

    /// <summary>Name with parameters, as it stands in reports.</summary>
    public string Name { get; }

    /// <summary>Models at random: the new model is like the past ones.</summary>
    /// <param name="share">Share of the models to hold out, in (0, 1).</param>
    /// <param name="repeats">Number of folds, each with its own draw of models.</param>
    public static BacktestSplit Random(double share = 0.25, int repeats = 5)
    {
        Require(share);
        if (repeats < 1) throw new SparseEvalException($"{repeats} repeats of a random split were asked for. Give at least 1.");
        return new(FormattableString.Invariant($"random({share}, {repeats})"), input => Enumerable.Range(0, repeats).Select(r => input.Fold($"random {r}",
            input.Complete.OrderBy(m => PermanentRandomNumber.Of(input.Seed + (ulong)r, input.Matrix.Models[m])).Take(input.Count(share)))));
    }

    /// <summary>The models with the highest full scores: the new model is better than all that came before, which tests extrapolation.</summary>
    /// <param name="share">Share of the models to hold out, in (0, 1).</param>
    public static BacktestSplit Strongest(double share = 0.2)
    {
        Require(share);
        return new(FormattableString.Invariant($"strongest({share})"), input => [input.Fold("strongest", input.Complete.OrderByDescending(m => input.Truth(m)).Take(input.Count(share)))]);
    }

    /// <summary>The latest models, as a user meets them.</summary>
    /// <param name="dates">Of each model, as text that sorts in time (<c>2025-03-01</c>). Models without one are history in the fold.</param>
    /// <param name="share">Share of the models to hold out, in (0, 1).</param>
    public static BacktestSplit Newest(IReadOnlyDictionary<string, string> dates, double share = 0.2)
    {
        Require(share);
        return new(FormattableString.Invariant($"newest({share})"), input =>
        {
            var dated = input.Complete.Where(m => dates.ContainsKey(input.Matrix.Models[m])).ToList();
            if (dated.Count == 0) throw new SparseEvalException("No model of the history has a date, so none can be held out as the newest. Give dates by model name, or split at random.");
            return [input.Fold("newest", dated.OrderByDescending(m => dates[input.Matrix.Models[m]], StringComparer.Ordinal).Take(input.Count(share)))];
        });
    }

    /// <summary>Whole families, so that no relative of a held-out model is in its history. Families are dealt to the folds, the largest first, each to the smallest fold.</summary>
    /// <param name="families">Family of each model; a model without one is a family of its own.</param>
    /// <param name="folds">Number of folds, at least 2; each family is held out once.</param>
    public static BacktestSplit ByFamily(IReadOnlyDictionary<string, string> families, int folds = 5)
    {
        if (folds < 2) throw new SparseEvalException($"{folds} folds of families were asked for. Give at least 2.");
        return new($"by-family({folds})", input => FamilyFolds.Of(input, families, folds));
    }

    /// <summary>Exactly these models.</summary>
    /// <param name="models">Names, all of them in the history; at least one model must be left.</param>
    public static BacktestSplit Given(IReadOnlyCollection<string> models) => new("given", input =>
    {
        var rows = input.Matrix.Models.Index().ToDictionary(m => m.Item, m => m.Index, StringComparer.Ordinal);
        var unknown = models.Where(m => !rows.ContainsKey(m)).ToList();
        if (unknown.Count > 0)
            throw new SparseEvalException($"The split names {unknown.Count} models that the history does not have, '{unknown[0]}' first. Its first model is '{input.Matrix.Models[0]}'.");
        if (models.FirstOrDefault(m => !input.Complete.Contains(rows[m])) is { } gap)
            throw new SparseEvalException($"Model '{gap}' has missing scores, so it has no full score to be checked against. Leave it out of the split.");
        return [input.Fold("given", models.Distinct(StringComparer.Ordinal).Select(m => rows[m]))];
    });

    internal IReadOnlyList<BacktestFold> Folds(SplitInput input) => [.. _part(input)];

    private static void Require(double share)
    {
        if (!(share is > 0 and < 1)) throw new SparseEvalException($"A share of {share} of the models cannot be held out. Give one in (0, 1), such as 0.25.");
    }
}
