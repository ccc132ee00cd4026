namespace SparseEval;

/// <summary>The table of a backtest with what it rests on.</summary>
[TypeFormatterSource(typeof(BacktestDisplay), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record BacktestReport
{
    /// <summary>Of the benchmark.</summary>
    public required string Benchmark { get; init; }

    /// <summary>Number of items, N.</summary>
    public required int Items { get; init; }

    /// <summary>Number of past models.</summary>
    public required int Models { get; init; }

    /// <summary>The split with its parameters.</summary>
    public required string Split { get; init; }

    /// <summary>Which models were held out in each fold; rows of the history.</summary>
    public required IReadOnlyList<BacktestFold> Folds { get; init; }

    /// <summary>Draws in each fold.</summary>
    public required int Draws { get; init; }

    /// <summary>Of all draws and random splits.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Level of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>One for each combination that could be measured: by budget, design, estimator, interval, the control last.</summary>
    public required IReadOnlyList<BacktestRow> Rows { get; init; }

    /// <summary>Combinations that were left out and why, and what else a reader must know.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Such as <c>pocket: 8 methods on 3840 items and 129 models, strongest, 20 draws a fold</c>, then a line a row.</summary>
    public override string ToString() => $"{Benchmark}: {Rows.Count} {(Rows.Count == 1 ? "method" : "methods")} on {Items} items and {Models} models, {Split}, {Draws} draws a fold{string.Concat(Rows.Select(r =>
        FormattableString.Invariant($"\n  {r.Estimator} on {r.Design}, {r.Budget} items{(r.IsControl ? ", control" : "")}: error {r.MeanAbsoluteError:0.0000}, {(r.Coverage is { } c ? FormattableString.Invariant($"covers {c:0.000}") : "no interval")}, worth {r.EffectiveItems:0} items")))}";
}
