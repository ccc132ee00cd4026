using System.Data.Common;

namespace SparseEval.Data;

/// <summary>Results as tables that <c>DataTable.Load</c>, <c>DataFrame.LoadFrom</c> and whatever else takes a <see cref="DbDataReader"/> read.</summary>
public static class ResultTables
{
    /// <summary>One row a cell: model, item, score (double, DBNull where it is missing), models first.</summary>
    public static DbDataReader Of(ResponseMatrix matrix) => new ResultReader([("model", typeof(string)), ("item", typeof(string)), ("score", typeof(double))],
        MatrixRows.Of(matrix).Select(row => new object?[] { row.Model, row.Item, row.Score }));

    /// <summary>One row a design, estimator, interval and budget, with the columns of <see cref="BacktestTables.ToCsv"/>.</summary>
    public static DbDataReader Of(BacktestReport report) => new ResultReader(BacktestTables.Types, report.Rows.Select(BacktestTables.Values));

    /// <summary>One row an item: id, score (double, DBNull where it is missing).</summary>
    public static DbDataReader Of(IEnumerable<ItemScore> scores) => new ResultReader([("id", typeof(string)), ("score", typeof(double))], scores.Select(score => new object?[] { score.Id, score.Score }));

    /// <summary>One row a model and item: model, item, score, input_tokens, output_tokens, forward_flops, engine_seconds.</summary>
    public static DbDataReader Of(IEnumerable<ResponseRow> rows) => new ResultReader(
        [("model", typeof(string)), ("item", typeof(string)), ("score", typeof(double)), ("input_tokens", typeof(long)), ("output_tokens", typeof(long)), ("forward_flops", typeof(double)), ("engine_seconds", typeof(double))],
        rows.Select(row => new object?[] { row.Model, row.Item, row.Score, row.InputTokens, row.OutputTokens, row.ForwardFlops, row.EngineSeconds }));
}
