using SparseEval.Reports;

namespace SparseEval.Cli.Output.Pages;

/// <summary>A gate's report as a page.</summary>
internal static class GatePage
{
    public static Report Of(GateVerdict verdict) => ReportFactory.OfGate(new()
    {
        Outcome = verdict.Outcome,
        Sentence = verdict.Sentence(),
        Errors = verdict.Adjustment,
        Benchmarks = [.. verdict.Cases.Select(One)],
    });

    private static GatedBenchmark One(GateCase one)
    {
        var detail = one.Decision.Outcome == GateOutcome.Invalid ? null : one.Detail?.Invoke(one.Decision);
        return new(one.Benchmark, one.Model, one.Decision)
        {
            Sentence = one.Sentence(),
            Alpha = one.Alpha,
            Tier = one.Tier,
            Baseline = one.Baseline,
            IsSequential = one.IsSequential,
            Record = one.Record,
            Path = detail?.Path ?? [],
            Pairs = detail?.Pairs ?? [],
        };
    }
}
