using SparseEval.Evaluation;

namespace SparseEval.Reports;

/// <summary>Why the drawn items of a category are no simple random sample of it, so that no interval of a fixed sample holds for its score.</summary>
internal static class CategoryHindrance
{
    /// <summary>Null where they are one, given their number.</summary>
    public static string? Of(RunRecord record) => record.Watch is not null && record.Items.Count < record.Benchmark.Items
        ? "the run stopped by what it had seen, so the number of its items depended on their scores; the run's own interval, which allows for that, is for all items together"
        : Of(record.Design);

    /// <summary>Of a draw whose size was fixed beforehand.</summary>
    public static string? Of(string design) => design.Contains("cluster=", StringComparison.Ordinal) ? "items were drawn in groups"
        : design.Contains("pilot", StringComparison.Ordinal) ? "the scores of a pilot decided how many items each stratum gave"
        : design == "simple-random" || design.StartsWith("stratified(", StringComparison.Ordinal) ? null
        : $"the design {design} does not draw a category's items as a simple random sample";
}
