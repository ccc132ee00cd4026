namespace SparseEval.Data;

/// <summary>Response matrices on disk: Parquet, CSV and JSONL (docs/formats.md).</summary>
public static class ResponseMatrices
{
    private const int MostWithPlaces = 1 << 22;

    /// <summary>Reads past models' scores from Parquet, CSV, TSV or JSONL; text files may be gzip.</summary>
    /// <param name="path">
    /// A file called .parquet, .csv, .tsv, .jsonl or .ndjson (text with or without .gz behind). Long tables have columns model, item and
    /// score; a CSV whose first column is model (or item) and that has no score column is wide, one column an item (or a model).
    /// </param>
    /// <returns>Models and items in order of first appearance. A cell that is NULL, empty or not there is missing.</returns>
    /// <exception cref="SparseEvalException">
    /// The file or a column is missing, there are no scores, a score is no number in [0, 1], or a model has two scores on an item; the
    /// message names file and line (Parquet: row). Parquet needs DuckDB's library, and the message says so where it is not found.
    /// </exception>
    public static ResponseMatrix Read(string path) => Read(path, new ResponseMatrixReadOptions());

    /// <summary>Reads a file whose columns have other names, or whose layout is to be named.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <param name="options">Column names and layout.</param>
    /// <returns>As for <see cref="Read(string)"/>.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Read(string)"/>; also a wide layout asked of Parquet or JSONL.</exception>
    public static ResponseMatrix Read(string path, ResponseMatrixReadOptions options) => Cells(path, options, MostWithPlaces).Build();

    /// <summary>Reads every score in the double precision of the file, where a matrix keeps 7 digits of those between 0 and 1.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <returns>A row for each model and item, without costs; models and items in order of first appearance, a missing score null. About 100 bytes a row.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyList<ResponseRow> ReadRows(string path) => Cells(path, new(), int.MaxValue).Rows();

    private static ResponseCells Cells(string path, ResponseMatrixReadOptions options, int mostWithPlaces)
    {
        TextInput.RequireFile(path);
        var extension = TextInput.ExtensionOf(path);
        if (extension is ".csv" or ".tsv") return CsvResponses.Read(path, options, mostWithPlaces);
        if (options.Layout is ResponseLayout.WideModelRows or ResponseLayout.WideItemRows)
            throw new SparseEvalException($"'{path}': a wide layout is read from .csv and .tsv alone; '{extension}' files hold one score a row.");
        return extension switch
        {
            ".parquet" => ParquetResponses.Read(path, options, mostWithPlaces),
            ".jsonl" or ".ndjson" => JsonResponses.Read(path, options, mostWithPlaces),
            _ => throw new SparseEvalException($"'{path}' ends in '{extension}'; response matrices are read from .parquet, .csv, .tsv, .jsonl and .ndjson."),
        };
    }

    /// <summary>Mean cost of each item over the past models, from the column forward_flops of a history in Parquet.</summary>
    /// <param name="path">A Parquet file with columns item and forward_flops.</param>
    /// <returns>Forward floating-point operations by item id; an item of which no cost is known is not there.</returns>
    /// <exception cref="SparseEvalException">The file or a column is missing, or the file is not Parquet.</exception>
    public static IReadOnlyDictionary<string, double> ReadMeanFlops(string path) => ParquetResponses.MeanFlops(path);

    /// <summary>Writes responses with their costs as Parquet, sorted by model, then item; the same rows give the same bytes.</summary>
    /// <param name="path">A file called .parquet. It is replaced only when the new one is whole; its folder is made.</param>
    /// <param name="rows">At least one, in any order, streamed; one for each model and item.</param>
    /// <exception cref="SparseEvalException">There are no rows, a row is out of range or given twice, or the file cannot be written.</exception>
    public static void Write(string path, IEnumerable<ResponseRow> rows)
    {
        if (TextInput.ExtensionOf(path) != ".parquet" || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new SparseEvalException($"'{path}' does not end in .parquet; response matrices are written as Parquet.");
        ParquetResponseWriter.Write(path, rows);
    }

    /// <summary>Writes a matrix as Parquet without costs; a missing cell has a NULL score.</summary>
    /// <param name="path">As for <see cref="Write(string, IEnumerable{ResponseRow})"/>.</param>
    /// <param name="matrix">Models and items come back sorted by name.</param>
    /// <exception cref="SparseEvalException">The file cannot be written.</exception>
    public static void Write(string path, ResponseMatrix matrix) => Write(path, MatrixRows.Of(matrix));
}
