namespace SparseEval.Data;

/// <summary>Response matrices and their costs in Parquet, read by DuckDB.</summary>
internal static class ParquetResponses
{
    public static ResponseCells Read(string path, ResponseMatrixReadOptions options, int mostWithPlaces)
    {
        var cells = new ResponseCells(path, row => $"{path}, row {row}", mostWithPlaces);
        var row = 0L;
        var (epochs, repeated) = (new EpochCells(cells, place => $"{path}, row {place}"), false);
        ForEachChunk(path, options.Limits, file => SelectScores(file, options, repeated = file.Columns.Contains(options.EpochColumn)), chunk =>
        {
            var (models, items, scores, numbers) = (chunk.Strings(0), chunk.Strings(1), chunk.Doubles(2), repeated ? chunk.Strings(3) : []);
            for (var i = 0; i < models.Length; i++)
            {
                if (repeated) epochs.Add(models[i] ?? "", items[i] ?? "", numbers[i] ?? "", scores[i], ++row);
                else cells.Add(models[i] ?? "", items[i] ?? "", scores[i], ++row);
            }
        });
        epochs.HandOn();
        return cells;
    }

    /// <summary>Mean of forward_flops of each item over the models that have it.</summary>
    public static Dictionary<string, double> MeanFlops(string path)
    {
        var means = new Dictionary<string, double>(StringComparer.Ordinal);
        ForEachChunk(path, new DuckDbLimits(), SelectMeanFlops, chunk =>
        {
            var (items, flops) = (chunk.Strings(0), chunk.Doubles(1));
            for (var i = 0; i < items.Length; i++) means.Add(items[i]!, flops[i]!.Value);
        });
        return means;
    }

    private static string SelectScores(File file, ResponseMatrixReadOptions options, bool repeated)
    {
        file.Require(options.ModelColumn, options.ItemColumn, options.ScoreColumn);
        return $"SELECT {Column(options.ModelColumn)}::VARCHAR, {Column(options.ItemColumn)}::VARCHAR, {Column(options.ScoreColumn)}::DOUBLE{(repeated ? $", {Column(options.EpochColumn)}::VARCHAR" : "")} FROM {file.Source}{Only(options)}";
    }

    private static string Only(ResponseMatrixReadOptions options) => options.Models is not { } models ? ""
        : models.Count == 0 ? " WHERE false" : $" WHERE {Column(options.ModelColumn)} IN ({string.Join(", ", models.Select(DuckDbConnection.Literal))})";

    private static string SelectMeanFlops(File file)
    {
        file.Require("item", "forward_flops");
        return $"SELECT item::VARCHAR AS id, avg(forward_flops::DOUBLE) FROM {file.Source} WHERE item IS NOT NULL AND forward_flops IS NOT NULL GROUP BY id ORDER BY id";
    }

    private static string Column(string name) => DuckDbConnection.Identifier(name);

    private static void ForEachChunk(string path, DuckDbLimits limits, Func<File, string> sql, Action<DuckDbChunk> use)
    {
        TextInput.RequireFile(path);
        using var connection = new DuckDbConnection(limits);
        try
        {
            // A file's path is neither a pattern nor data: glob characters and ~ stand for themselves, and a folder model=x is no column.
            var source = $"read_parquet({DuckDbConnection.Literal(GlobEscaped(System.IO.Path.GetFullPath(path)))}, hive_partitioning = false)";
            using var header = connection.Query($"SELECT * FROM {source} LIMIT 0");
            RequireOneKind(connection, path, source, header.Columns);
            using var result = connection.Stream(sql(new File(path, source, header.Columns)));
            while (result.Fetch() is { } chunk)
                using (chunk) use(chunk);
        }
        catch (DuckDbException e)
        {
            throw new SparseEvalException($"'{path}' cannot be read as Parquet: {e.Message}", e);
        }
    }

    private static void RequireOneKind(DuckDbConnection connection, string path, string source, IReadOnlyList<string> columns)
    {
        foreach (var name in OneKind.Columns.Where(columns.Contains))
        {
            using var result = connection.Query($"SELECT min({Column(name)}::VARCHAR), max({Column(name)}::VARCHAR) FROM {source} WHERE trim({Column(name)}::VARCHAR) <> ''");
            using var chunk = result.Fetch();
            var one = new OneKind(path);
            one.See(name, chunk?.Strings(0)[0]);
            one.See(name, chunk?.Strings(1)[0]);
        }
    }

    private static string GlobEscaped(string path) => string.Concat(path.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));

    private sealed record File(string Path, string Source, IReadOnlyList<string> Columns)
    {
        public void Require(params string[] columns)
        {
            if (columns.FirstOrDefault(c => !Columns.Contains(c)) is { } lacking)
                throw new SparseEvalException($"'{Path}' has no column '{lacking}'. It has: {CsvTable.Shortened(Columns)}.");
        }
    }
}
