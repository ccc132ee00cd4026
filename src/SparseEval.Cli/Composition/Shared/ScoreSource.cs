using SparseEval.Data;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition.Shared;

/// <summary>Scores of one model as they stand in a run record, a scores file or a history.</summary>
internal sealed record ScoreSource(string Name, string Place, IReadOnlyDictionary<string, double?> Scores)
{
    /// <summary>The record, or null where the source is none.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>Most epochs of an item; 1 where there are none.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Scores of each item's epochs where there are several; else null.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double?>>? EpochScores { get; init; }

    /// <summary>True for a scores file, which may hold more columns.</summary>
    public bool IsFile { get; init; }

    /// <summary>True for a record of some of the items.</summary>
    public bool IsPartial => Record is { } record && record.Items.Count < record.Benchmark.Items;

    public static ScoreSource Read(string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var source = Of(RunRecord.Read(path), path);
            RecordCheck.Require(source);
            return source;
        }
        var scores = ItemScores.Read(path);
        return new(Path.GetFileNameWithoutExtension(path), path, scores.ToDictionary(s => s.Id, s => s.Score, StringComparer.Ordinal))
        {
            IsFile = true,
            Epochs = scores.Max(s => s.Epochs?.Count ?? 1),
            EpochScores = scores.Any(s => s.Epochs is not null) ? scores.ToDictionary(s => s.Id, s => s.Epochs ?? [s.Score], StringComparer.Ordinal) : null,
        };
    }

    public static ScoreSource Of(RunRecord record, string place)
    {
        var scores = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var item in record.Items)
            if (!scores.TryAdd(item.Id, item.Score)) throw new SparseEvalException($"'{place}' holds item '{item.Id}' twice, which no run writes. Give the record as it was written.");
        if (record.Items.FirstOrDefault(item => item.Score is { } y && !(y >= 0 && y <= 1) || !(item.InclusionProbability is > 0 and <= 1)) is { } bad)
            throw new SparseEvalException($"'{place}': item '{bad.Id}' has score {bad.Score} and inclusion probability {bad.InclusionProbability}; scores lie in [0, 1] and probabilities in (0, 1]. Give the record as it was written.");
        if (record.Estimate is var estimate && (estimate.SampleSize > record.Items.Count || !double.IsFinite(estimate.Value) || estimate.Interval is { } ci && !(ci.Lower <= ci.Upper)))
            throw new SparseEvalException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"'{place}' states the score {estimate.Value} from {estimate.SampleSize} items{(estimate.Interval is { } stated ? $" with the interval {stated.Lower} to {stated.Upper}" : "")}, and holds {Quantity.Of(record.Items.Count, "item")}: that is no run's result. Give the record as it was written."));
        return new(record.Engine.Model, place, scores)
        {
            Record = record,
            Epochs = record.Items.Max(item => item.Epochs?.Count ?? 1),
            EpochScores = record.Items.Any(item => item.Epochs is not null) ? record.Items.ToDictionary(item => item.Id, item => item.Score is null ? [null] : item.Epochs ?? [item.Score], StringComparer.Ordinal) : null,
        };
    }
}
