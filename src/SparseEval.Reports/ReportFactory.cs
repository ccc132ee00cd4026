using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>Makes reports of results. The same results give the same text, byte for byte.</summary>
public static class ReportFactory
{
    /// <summary>Of a run.</summary>
    /// <param name="record">With influence values where it comes from the run itself; one read from JSON has none.</param>
    /// <param name="frame">The benchmark and history that it ran on; null leaves out what needs them, and says so.</param>
    public static Report OfRun(RunRecord record, SamplingFrame? frame = null) => RunContent.Of(record, frame);

    /// <summary>Of a validation over one seed or several.</summary>
    /// <param name="validations">At least 1, all of one model, benchmark and plan but for the seed.</param>
    /// <param name="frame">As for <see cref="OfRun"/>.</param>
    /// <exception cref="SparseEvalException">There is none.</exception>
    public static Report OfValidation(IReadOnlyList<ValidationRecord> validations, SamplingFrame? frame = null) => validations.Count > 0 ? ValidationContent.Of(validations, frame)
        : throw new SparseEvalException("A report needs at least 1 validation; none was given.");

    /// <summary>Of a backtest; some draws are played again to show single estimates.</summary>
    /// <param name="report">The table.</param>
    /// <param name="frame">Benchmark and history that it ran on; null leaves out what needs them, and says so.</param>
    /// <param name="options">Those that it ran with; null leaves out what needs them.</param>
    public static Report OfBacktest(BacktestReport report, SamplingFrame? frame = null, BacktestOptions? options = null) => BacktestContent.Of(report, frame, options);

    /// <summary>Of a gate, of one benchmark or many.</summary>
    /// <param name="findings">With at least 1 benchmark.</param>
    /// <exception cref="SparseEvalException">There is none.</exception>
    public static Report OfGate(GateFindings findings) => findings.Benchmarks.Count > 0 ? GateContent.Of(findings)
        : throw new SparseEvalException("A report of a gate needs at least 1 benchmark; none was given.");

    /// <summary>Of a comparison of two or more models.</summary>
    /// <param name="findings">With at least 1 pair.</param>
    /// <exception cref="SparseEvalException">There is none.</exception>
    public static Report OfComparison(ComparisonFindings findings) => findings.Pairs.Count > 0 ? ComparisonContent.Of(findings)
        : throw new SparseEvalException("A report of a comparison needs at least 1 pair of models; none was given.");
}
