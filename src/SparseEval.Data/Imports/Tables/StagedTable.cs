namespace SparseEval.Data;

/// <summary>A long table in DuckDB, names as numbers: a row takes a dozen bytes, however long its names are.</summary>
internal sealed class StagedTable : IDisposable
{
    private const string Blank = "'', 'NaN', 'nan', 'NA', 'N/A', 'null', 'None'";
    private readonly DuckDbConnection _connection;
    private readonly string _path;
    private readonly ImportOptions _options;
    private readonly List<string> _models;

    public StagedTable(string path, ImportOptions options)
    {
        (_path, _options) = (path, options);
        _connection = new DuckDbConnection(options.Limits);
        try
        {
            var (from, columns) = Source();
            string Expression(string part) => DuckDbConnection.Identifier(columns[options.Column(part)]);
            _models = Names("models", $"SELECT DISTINCT coalesce(trim({Expression("model")}::VARCHAR), '') AS n FROM {from}");
            Items = Names("items", $"SELECT DISTINCT coalesce({Expression("item")}::VARCHAR, '') AS n FROM {from}");
            Locate(_models.Contains("") ? row => string.IsNullOrWhiteSpace(row[0]) : null, "the model's name is empty. Name the model in every row");
            Locate(Items.Any(string.IsNullOrWhiteSpace) ? row => string.IsNullOrWhiteSpace(row[1]) : null, "the item's id is empty. Name the item in every row");
            _connection.Execute($"CREATE TABLE t AS SELECT trim({Expression("model")}::VARCHAR)::models AS model, {Expression("item")}::VARCHAR::items AS item, " +
                $"{Score(Expression("score"))} AS score, {string.Join(", ", Costs().Select(cost => cost(columns)))} FROM {from}");
        }
        catch (DuckDbException e)
        {
            _connection.Dispose();
            Locate(_ => false, ""); // our own reader names the line of what is broken
            throw new SparseEvalException($"'{path}' cannot be read as a table: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Ids in the order of their bytes.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Looks at every cell once: scores in range, no pair twice.</summary>
    public IReadOnlyList<LongTableModel> Check()
    {
        var seen = new System.Collections.BitArray[_models.Count];
        var (rows, scored, sums) = (new long[_models.Count], new long[_models.Count], new double[_models.Count]);
        using var result = _connection.Stream("SELECT enum_code(model)::DOUBLE, enum_code(item)::DOUBLE, score FROM t");
        while (result.Fetch() is { } chunk)
            using (chunk)
            {
                var (models, items, scores) = (chunk.Doubles(0), chunk.Doubles(1), chunk.Doubles(2));
                for (var i = 0; i < models.Length; i++)
                {
                    var (model, item) = ((int)models[i]!.Value, (int)items[i]!.Value);
                    var of = seen[model] ??= new(Items.Count);
                    if (of[item]) throw Twice(_models[model], Items[item]);
                    of[item] = true;
                    rows[model]++;
                    if (scores[i] is not { } score) continue;
                    if (score is not (>= 0 and <= 1)) throw BadScore();
                    scored[model]++;
                    sums[model] += score;
                }
            }
        if (scored.Sum() == 0) throw new SparseEvalException($"'{_path}' holds no scores.");
        return [.. _models.Select((name, m) => new LongTableModel(name, rows[m], scored[m], scored[m] > 0 ? sums[m] / scored[m] : null))];
    }

    public void WriteHistory(string path)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            _connection.Execute($"COPY (SELECT model::VARCHAR AS model, item::VARCHAR AS item, score, input_tokens, output_tokens, NULL::DOUBLE AS forward_flops, engine_seconds FROM t ORDER BY t.model, t.item) " +
                $"TO {DuckDbConnection.Literal(partial)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)");
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public void Dispose() => _connection.Dispose();

    private (string From, Dictionary<string, string> Columns) Source()
    {
        if (TextInput.ExtensionOf(_path) is not (".csv" or ".tsv"))
        {
            using var file = new ParquetFile(_options.Limits, _path);
            return (ParquetFile.Source([_path]), file.Columns.ToDictionary(c => c, c => c, StringComparer.Ordinal));
        }
        // Columns go by place and the dialect is said, so that DuckDB guesses nothing and renames nothing.
        using var header = new CsvTable(_path);
        var places = header.Columns.Select((name, i) => (name, Place: $"c{i}")).ToList();
        var delimiter = TextInput.ExtensionOf(_path) == ".tsv" ? "'\\t'" : "','";
        return ($"read_csv({DuckDbConnection.Literal(Path.GetFullPath(_path))}, auto_detect = false, header = true, delim = {delimiter}, quote = '\"', escape = '\"', nullstr = '', max_line_size = 16777216, " +
            $"columns = {{{string.Join(", ", places.Select(p => $"'{p.Place}': 'VARCHAR'"))}}})", places.DistinctBy(p => p.name).ToDictionary(p => p.name, p => p.Place, StringComparer.Ordinal));
    }

    /// <summary>Makes a type of the names, whose order is that of their bytes.</summary>
    private List<string> Names(string type, string sql)
    {
        _connection.Execute($"CREATE TABLE n_{type} AS {sql} ORDER BY n");
        _connection.Execute($"CREATE TYPE {type} AS ENUM (SELECT n FROM n_{type} ORDER BY n)");
        using var result = _connection.Stream($"SELECT n FROM n_{type} ORDER BY n");
        var names = new List<string>();
        while (result.Fetch() is { } chunk)
            using (chunk) names.AddRange(chunk.Strings(0)!);
        return names;
    }

    /// <summary>A number of the scale; NULL where missing; -1 where it is no number, which the check then finds.</summary>
    private string Score(string column) => FormattableString.Invariant(
        $"CASE WHEN {column} IS NULL OR trim({column}::VARCHAR) IN ({Blank}) THEN NULL WHEN lower(trim({column}::VARCHAR)) = 'true' THEN 1.0 WHEN lower(trim({column}::VARCHAR)) = 'false' THEN 0.0 ELSE coalesce(TRY_CAST({column} AS DOUBLE) / {_options.ScoreScale:R}, -1.0) END::DOUBLE");

    private IEnumerable<Func<Dictionary<string, string>, string>> Costs()
    {
        foreach (var (part, name, type) in new[] { ("input_tokens", "input_tokens", "BIGINT"), ("output_tokens", "output_tokens", "BIGINT"), ("seconds", "engine_seconds", "FLOAT") })
            yield return columns => columns.TryGetValue(_options.Column(part), out var column) ? $"TRY_CAST({DuckDbConnection.Identifier(column)} AS {type}) AS {name}" : $"NULL::{type} AS {name}";
    }

    private SparseEvalException BadScore()
    {
        Locate(row => TableValue.Score(row[2], "") is { } score && score / _options.ScoreScale is not (>= 0 and <= 1), $"a score is outside [0, {_options.ScoreScale}]. Scores lie in [0, 1]: choose another column, or say what a full score is (--score-scale 100 for percentages)");
        return new SparseEvalException($"'{_path}' holds a score that is no number in [0, {_options.ScoreScale}].");
    }

    private SparseEvalException Twice(string model, string item)
    {
        var first = "";
        Locate(row => row[0]?.Trim() == model && row[1] == item, "", where =>
        {
            if (first.Length > 0) throw new SparseEvalException($"{where}: model '{model}' has a second score on item '{item}'; the first is at {first}. The file was appended to or merged: keep one of the two, or number the replicates in a column 'epoch'.");
            first = where;
        });
        return new SparseEvalException($"'{_path}': model '{model}' has two scores on item '{item}'. Keep one.");
    }

    /// <summary>Reads the file again, row by row, for the place of what was found.</summary>
    private void Locate(Func<string?[], bool>? isIt, string sentence, Action<string>? found = null)
    {
        if (isIt is null) return;
        using var source = new ImportSource(_path);
        var table = ImportTable.TryOpen(source, _options.Limits)!;
        foreach (var (row, where) in table.Rows(table.Require(_options.Column("model")), table.Require(_options.Column("item")), table.Require(_options.Column("score"))))
        {
            if (row[2] is not null) TableValue.Score(row[2], where); // says itself where a score is no number
            if (!isIt(row)) continue;
            if (found is null) throw new SparseEvalException($"{where}: {sentence}.");
            found(where);
        }
    }
}
