using System.Globalization;
using SparseEval.Cli.Composition.Shared;
using SparseEval.Cli.Output.Jobs;
using SparseEval.Cli.Output.Pages;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>A gate of one benchmark with its answer.</summary>
internal sealed record GateCase(string Benchmark, string Model, GateDecision Decision, double Alpha)
{
    /// <summary><c>critical</c>, <c>supporting</c> or <c>advisory</c>.</summary>
    public string Tier { get; init; } = "critical";

    public string? Baseline { get; init; }

    /// <summary>True where items came one after the other until the answer was clear.</summary>
    public bool IsSequential { get; init; }

    public double? Seconds { get; init; }

    /// <summary>The run that was judged, or null for scores without one.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>What a page shows besides.</summary>
    public Func<GateDecision, PageDetail>? Detail { get; init; }

    /// <summary>Items that nothing had to be run for.</summary>
    public int Saved => Decision.Population - Decision.Items - Decision.Unscored;

    public static string Word(GateOutcome outcome) => outcome switch { GateOutcome.Go => "GO", GateOutcome.NoGo => "NO-GO", GateOutcome.Inconclusive => "INCONCLUSIVE", _ => "INVALID" };

    public string Sentence()
    {
        var (verdict, criterion) = (Word(Decision.Outcome), Decision.Criterion);
        var interval = Decision.Interval is { } ci ? $"{(100 * ci.Level).ToString("0.######", CultureInfo.InvariantCulture)} % {(IsSequential ? "confidence sequence" : "CI")} {Number(ci.Lower)} to {Number(ci.Upper)}" : "no interval holds";
        var items = $"{Quantity.Count(Decision.Items)} of {Quantity.Of(Decision.Population, "item")}, {Quantity.Count(Saved)} saved{(Decision.Unscored > 0 ? $", {Quantity.Count(Decision.Unscored)} without a score" : "")}";
        return $"{verdict}: {Model} on {Benchmark} {Claim(criterion)} ({interval}{Missing()}; {items}).{Aim()}{(IsSampled ? " This is about these runs and not about the models: answers were sampled." : "")}";
    }

    private string Aim() => Decision.Target switch
    {
        InferenceTarget.Superpopulation => " The items stand for questions like these, and the interval is about those.",
        InferenceTarget.ExpectedScore => " The interval is about the score expected over epochs.",
        _ => "",
    };

    /// <summary>True where answers were sampled and the interval does not count their luck.</summary>
    public bool IsSampled => Decision.Diagnostics.Any(d => d.Code == SampledAnswers.Code);

    private string Missing()
    {
        if (Decision is not { AtRandom: { } atRandom, AtWorst: { } atWorst }) return Decision is { Unscored: > 0, Interval: not null, Criterion.MissingAtRandom: true } ? " with missing scores taken as missing at random" : "";
        var (what, other) = Decision.Criterion.MissingAtRandom ? ("taken as missing at random, and at worst", atWorst) : ("at their worst, and as missing at random", atRandom);
        return $" with missing scores {what} {Number(other.Lower)} to {Number(other.Upper)}";
    }

    public JobCase ToJob(bool strict) => new()
    {
        Suite = Benchmark,
        Name = Tier == "critical" ? Decision.Criterion.Name : $"{Decision.Criterion.Name} ({Tier})",
        Verdict = Word(Decision.Outcome),
        Status = Decision.Outcome switch
        {
            GateOutcome.Go => JobStatus.Passed,
            _ when Tier == "advisory" => JobStatus.Skipped,
            GateOutcome.NoGo => JobStatus.Failed,
            GateOutcome.Invalid => JobStatus.Error,
            _ => strict && Tier == "critical" ? JobStatus.Failed : JobStatus.Skipped,
        },
        Sentence = Sentence(),
        Value = Decision.Value,
        Interval = Decision.Interval,
        Items = Decision.Items,
        Unscored = Decision.Unscored,
        Population = Decision.Population,
        Bound = Decision.Criterion.Least,
        Seconds = Seconds,
        Properties = [("model", Model), .. Baseline is null ? Array.Empty<(string, string)>() : [("baseline", Baseline)], ("tier", Tier), ("alpha", Alpha.ToString("R", CultureInfo.InvariantCulture))],
        Diagnostics = Decision.Diagnostics,
    };

    private string Claim(GateCriterion criterion)
    {
        var (amount, against) = (criterion.Amount.ToString("0.######", CultureInfo.InvariantCulture), Baseline ?? "the baseline");
        var what = criterion.Kind switch
        {
            "threshold" => ("scores at least", "scores less than", "may or may not score", amount),
            "max-drop" => ("scores no more than", "scores more than", "may or may not score more than", $"{amount} below {against}"),
            _ => ("scores no more than", "scores more than", "may or may not score more than", $"{(100 * criterion.Amount).ToString("0.######", CultureInfo.InvariantCulture)} % below {against}"),
        };
        return Decision.Outcome switch
        {
            GateOutcome.Go => $"{what.Item1} {what.Item4}",
            GateOutcome.NoGo => $"{what.Item2} {what.Item4}",
            GateOutcome.Inconclusive => $"{what.Item3}{(criterion.IsPaired ? "" : " at least")} {what.Item4}",
            _ => $"cannot be held against {criterion.Name}",
        };
    }

    private string Number(double value) => value.ToString(Decision.Criterion.IsPaired ? "+0.0000;-0.0000;0.0000" : "0.0000", CultureInfo.InvariantCulture);
}
