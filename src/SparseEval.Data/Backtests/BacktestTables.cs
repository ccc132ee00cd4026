using System.Globalization;

namespace SparseEval.Data;

/// <summary>The rows of a backtest as a table on disk.</summary>
public static class BacktestTables
{
    private static readonly (string Name, Func<BacktestRow, object?> Value)[] Columns =
    [
        ("design", r => r.Design), ("estimator", r => r.Estimator), ("interval", r => r.Interval), ("budget", r => r.Budget), ("control", r => r.IsControl ? "shuffled" : ""),
        ("items", r => r.Items), ("draws", r => (double)r.Draws), ("bias", r => r.Bias), ("mean_absolute_error", r => r.MeanAbsoluteError), ("root_mean_square_error", r => r.RootMeanSquareError),
        ("kendall_tau", r => r.KendallTau), ("order_kept", r => r.OrderKept), ("coverage", r => r.Coverage), ("coverage_error", r => r.CoverageError), ("mean_width", r => r.MeanWidth),
        ("effective_items", r => r.EffectiveItems), ("efficiency", r => r.Efficiency), ("items_saved", r => r.ItemsSaved), ("cost_saved", r => r.CostSaved), ("break_even_models", r => r.BreakEvenModels),
        ("effective_items_lower", r => r.EffectiveItemsLower), ("effective_items_upper", r => r.EffectiveItemsUpper), ("uses_history", r => r.UsesHistory ? 1.0 : 0.0),
    ];

    /// <summary>Names and types of the columns: the first five are texts, the others numbers.</summary>
    internal static IReadOnlyList<(string, Type)> Types => [.. Columns.Select((c, k) => (c.Name, k < 5 ? typeof(string) : typeof(double)))];

    internal static object?[] Values(BacktestRow row) => [.. Columns.Select((c, k) => k < 5 ? c.Value(row) : c.Value(row) is { } number ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : null)];

    /// <summary>The rows as CSV with a header; an empty cell where there is no number.</summary>
    public static string ToCsv(BacktestReport report) => string.Join('\n',
        report.Rows.Select(row => string.Join(',', Columns.Select(c => Text(c.Value(row))))).Prepend(string.Join(',', Columns.Select(c => c.Name)))) + "\n";

    /// <summary>Writes the rows as Parquet, the columns as in <see cref="ToCsv"/>, NULL where there is no number.</summary>
    /// <param name="path">A file called .parquet; replaced only when the new one is whole.</param>
    /// <param name="report">The backtest.</param>
    /// <exception cref="SparseEvalException">The file cannot be written, or DuckDB's library is not found.</exception>
    public static void WriteParquet(string path, BacktestReport report)
    {
        using var connection = new DuckDbConnection(new DuckDbLimits());
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            Fill(connection, report);
            connection.Execute($"COPY backtest TO {DuckDbConnection.Literal(partial)} (FORMAT parquet, COMPRESSION zstd)");
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is DuckDbException or IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{path}' cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Fill(DuckDbConnection connection, BacktestReport report)
    {
        connection.Execute($"CREATE TABLE backtest ({string.Join(", ", Columns.Select((c, k) => $"{c.Name} {(k < 5 ? "VARCHAR" : "DOUBLE")}"))})");
        using var appender = new DuckDbAppender(connection, "backtest", [.. Columns.Select((_, k) => k < 5 ? DuckDbNative.TypeVarchar : DuckDbNative.TypeDouble)]);
        foreach (var row in report.Rows)
        {
            var at = appender.NextRow();
            for (var k = 0; k < Columns.Length; k++)
                if (k < 5) appender.Chunk.SetString(k, at, (string)Columns[k].Value(row)!);
                else appender.Chunk.Set(k, at, (double?)Columns[k].Value(row));
        }
        appender.Complete();
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => Csv.Quoted(text),
        var other => $"{other}",
    };
}
