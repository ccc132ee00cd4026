namespace SparseEval.Data;

/// <summary>Scores that the user already has, one an item (docs/formats.md).</summary>
public static class ItemScores
{
    /// <summary>Reads scores from JSONL lines {"id","score"} or from a CSV or TSV file with columns id and score, plain or gzip.</summary>
    /// <param name="path">A file called .jsonl, .ndjson, .csv or .tsv, with or without .gz behind; other keys and columns are passed over.</param>
    /// <returns>In the order of the file; a score that is null or empty is null.</returns>
    /// <exception cref="SparseEvalException">
    /// The file is missing, empty or broken, a score is no number in [0, 1], or an id occurs twice; the message names file and line.
    /// </exception>
    public static IReadOnlyList<ItemScore> Read(string path)
    {
        TextInput.RequireFile(path);
        var scores = TextInput.ExtensionOf(path) switch
        {
            ".jsonl" or ".ndjson" => ReadJson(path),
            ".csv" or ".tsv" => ReadCsv(path),
            var other => throw new SparseEvalException($"'{path}' ends in '{other}'; scores are read from .jsonl, .ndjson, .csv and .tsv, with or without .gz."),
        };
        return scores.Count > 0 ? scores : throw new SparseEvalException($"'{path}' holds no scores.");
    }

    private static List<ItemScore> ReadJson(string path)
    {
        using var reader = new Utf8LineReader(path);
        var scores = new ScoreList(reader.Error);
        foreach (var line in JsonLines.Read(reader))
        {
            if (!line.TryGetProperty("id", out var id)) throw reader.Error("the line has no 'id'.");
            if (!line.TryGetProperty("score", out var value)) throw reader.Error("the line has no 'score'; write null for a missing one.");
            var name = JsonLines.ScalarText(reader, id) ?? throw reader.Error($"'id' is {JsonLines.KindOf(id)}; a string is expected.");
            if (!ScoreText.TryParse(value, out var score, out var fault)) throw reader.Error(Bad(name, fault));
            scores.Add(name, score, reader.Line);
        }
        return scores.Scores;
    }

    private static List<ItemScore> ReadCsv(string path)
    {
        using var table = new CsvTable(path);
        var (id, value) = (table.IndexOf("id"), table.IndexOf("score"));
        var scores = new ScoreList(table.Error);
        foreach (var record in table.Records())
        {
            if (!ScoreText.TryParse(record[value], out var score, out var fault)) throw table.Error(Bad(record[id], fault));
            scores.Add(record[id], score, table.Line);
        }
        return scores.Scores;
    }

    private static string Bad(string id, string fault) => $"item '{id}' has score {fault}. {ScoreText.Advice}.";

    private sealed class ScoreList(Func<string, SparseEvalException> error)
    {
        private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

        public List<ItemScore> Scores { get; } = [];

        public void Add(string id, double? score, int line)
        {
            if (string.IsNullOrWhiteSpace(id)) throw error("the id is empty. Name the item.");
            if (!_lines.TryAdd(id, line)) throw error($"id '{id}' stands at lines {_lines[id]} and {line}. Give one score an item.");
            Scores.Add(new ItemScore(id, score));
        }
    }
}
