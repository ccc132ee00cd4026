namespace SparseEval.Data;

/// <summary>Response matrices in CSV and TSV, long and wide.</summary>
/// <remarks>Read here and not by DuckDB: errors name the line, and item ids that differ in case alone stay two columns (decision 0031).</remarks>
internal static class CsvResponses
{
    public static ResponseCells Read(string path, ResponseMatrixReadOptions options, int mostWithPlaces)
    {
        using var table = new CsvTable(path);
        var cells = new ResponseCells(path, line => $"{path}:{line}", mostWithPlaces) { Only = options.Models };
        var layout = options.Layout == ResponseLayout.Detect ? Detect(table.Columns, options) : options.Layout;
        if (layout == ResponseLayout.LongTable) ReadLong(path, table, options, cells);
        else ReadWide(table, cells, modelRows: layout == ResponseLayout.WideModelRows);
        return cells;
    }

    private static ResponseLayout Detect(IReadOnlyList<string> columns, ResponseMatrixReadOptions options)
    {
        var hasScore = columns.Contains(options.ScoreColumn);
        if (!hasScore && columns[0] == options.ModelColumn && !columns.Contains(options.ItemColumn)) return ResponseLayout.WideModelRows;
        if (!hasScore && columns[0] == options.ItemColumn && !columns.Contains(options.ModelColumn)) return ResponseLayout.WideItemRows;
        return ResponseLayout.LongTable;
    }

    private static void ReadLong(string path, CsvTable table, ResponseMatrixReadOptions options, ResponseCells cells)
    {
        var (model, item, score) = (table.IndexOf(options.ModelColumn), table.IndexOf(options.ItemColumn), table.IndexOf(options.ScoreColumn));
        var epoch = table.Columns.Contains(options.EpochColumn) ? table.IndexOf(options.EpochColumn) : -1;
        var epochs = new EpochCells(cells, line => $"{path}:{line}");
        var (kinds, one) = (OneKind.Columns.Where(name => table.Columns.Contains(name) && name != options.ModelColumn && name != options.ItemColumn && name != options.ScoreColumn).Select(name => (name, Place: table.IndexOf(name))).ToArray(), new OneKind(path));
        foreach (var record in table.Records())
        {
            foreach (var (name, place) in kinds) one.See(name, record[place]);
            if (epoch < 0) Add(cells, record[model], record[item], record[score], table.Line);
            else epochs.Add(record[model], record[item], record[epoch], Score(cells, record[model], record[item], record[score], table.Line), table.Line);
        }
        epochs.HandOn();
    }

    private static void ReadWide(CsvTable table, ResponseCells cells, bool modelRows)
    {
        var columns = table.Columns;
        if (columns.Skip(1).FirstOrDefault(c => c is not ("model" or "item" or "score") && c.Trim().ToLowerInvariant() is ("model" or "item" or "score")) is { } almost)
            throw table.Error(1, $"the header has a column '{almost}', so it seems to be of a long table, whose columns are called exactly model, item and score. Rename it.");
        if (columns.Count < 2) throw table.Error(1, $"a wide table needs at least two columns; the header has {columns.Count}.");
        if (columns.Skip(1).GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw table.Error(1, $"the header names column '{twice.Key}' twice.");
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in table.Records())
        {
            if (!rows.TryAdd(record[0], table.Line)) throw table.Error($"'{record[0]}' names this row and the row at line {rows[record[0]]}. Give each one row.");
            for (var c = 1; c < columns.Count; c++)
                Add(cells, modelRows ? record[0] : columns[c], modelRows ? columns[c] : record[0], record[c], table.Line);
        }
    }

    private static void Add(ResponseCells cells, string model, string item, string text, int line) => cells.Add(model, item, Score(cells, model, item, text, line), line);

    private static double? Score(ResponseCells cells, string model, string item, string text, int line) =>
        ScoreText.TryParse(text, out var score, out var fault) ? score : throw cells.BadScore(model, item, fault, line);
}
