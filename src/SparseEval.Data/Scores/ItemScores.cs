namespace SparseEval.Data;

/// <summary>Scores that the user already has, one an item (docs/formats.md).</summary>
public static class ItemScores
{
    private const string EpochColumn = "epoch";

    /// <summary>What imports and histories call the id.</summary>
    private const string ItemColumn = "item";

    /// <summary>Reads scores from JSONL lines {"id","score"} or from a CSV or TSV file with columns id and score, plain or gzip.</summary>
    /// <param name="path">A file called .jsonl, .ndjson, .csv or .tsv, with or without .gz behind; other keys and columns are passed over.</param>
    /// <returns>
    /// One an item, in the order of first appearance; a score that is null or empty is null. With a column or key <c>epoch</c> an item may have several lines, and its score is the mean of those that have one.
    /// </returns>
    /// <exception cref="SparseEvalException">
    /// The file is missing, empty or broken, a score is no number in [0, 1], or an id occurs twice (in one epoch); the message names file and line.
    /// </exception>
    public static IReadOnlyList<ItemScore> Read(string path) => Read(path, "score");

    /// <summary>Reads one of several metrics, each with a column or key of its own.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <param name="metric">The column or key with the score, matched exactly.</param>
    /// <returns>As for <see cref="Read(string)"/>.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Read(string)"/>; also where there is no such column or key.</exception>
    public static IReadOnlyList<ItemScore> Read(string path, string metric)
    {
        TextInput.RequireFile(path);
        var scores = TextInput.ExtensionOf(path) switch
        {
            ".jsonl" or ".ndjson" => ReadJson(path, metric),
            ".csv" or ".tsv" => ReadCsv(path, metric),
            var other => throw new SparseEvalException($"'{path}' ends in '{other}'; scores are read from .jsonl, .ndjson, .csv and .tsv, with or without .gz."),
        };
        return scores.Count > 0 ? scores : throw new SparseEvalException($"'{path}' holds no scores.");
    }

    /// <summary>True where the header of the table, or any line of JSON, has this column or key, whatever its values.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <param name="metric">Matched exactly.</param>
    /// <exception cref="SparseEvalException">The file is missing or broken.</exception>
    public static bool Has(string path, string metric)
    {
        TextInput.RequireFile(path);
        if (TextInput.ExtensionOf(path) is ".csv" or ".tsv")
        {
            using var table = new CsvTable(path);
            return table.Columns.Contains(metric);
        }
        using var reader = new Utf8LineReader(path);
        return JsonLines.Read(reader).Any(line => line.TryGetProperty(metric, out _));
    }

    /// <summary>What a scores file says of its items besides: a passage, a subject, a family.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <returns>By column or key, the text of each item that has one; of several lines of an item the first counts. <c>id</c>, <c>score</c> and <c>epoch</c> are left out, and so are objects, lists and empty cells.</returns>
    /// <exception cref="SparseEvalException">The file is missing or broken.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ReadFields(string path)
    {
        TextInput.RequireFile(path);
        var fields = new SortedDictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        void Add(string field, string id, string? text)
        {
            if (field is "id" or ItemColumn or "score" or EpochColumn || string.IsNullOrWhiteSpace(text)) return;
            if (!fields.TryGetValue(field, out var texts)) fields.Add(field, texts = new(StringComparer.Ordinal));
            texts.TryAdd(id, text);
        }
        if (TextInput.ExtensionOf(path) is ".jsonl" or ".ndjson")
        {
            using var reader = new Utf8LineReader(path);
            foreach (var line in JsonLines.Read(reader))
                if ((line.TryGetProperty("id", out var named) || line.TryGetProperty(ItemColumn, out named)) && JsonLines.ScalarText(reader, named) is { } id)
                    foreach (var property in line.EnumerateObject()) Add(property.Name, id, JsonLines.ScalarText(reader, property.Value));
        }
        else
        {
            using var table = new CsvTable(path);
            var id = IdOf(table);
            foreach (var record in table.Records())
                for (var k = 0; k < table.Columns.Count; k++) Add(table.Columns[k], record[id], record[k]);
        }
        return fields.ToDictionary(f => f.Key, f => (IReadOnlyDictionary<string, string>)f.Value, StringComparer.Ordinal);
    }

    private static List<ItemScore> ReadJson(string path, string metric)
    {
        using var reader = new Utf8LineReader(path);
        var scores = new ScoreList(reader.Error);
        foreach (var line in JsonLines.Read(reader))
        {
            if (!line.TryGetProperty("id", out var id) && !line.TryGetProperty(ItemColumn, out id)) throw reader.Error("the line has no 'id'.");
            if (!line.TryGetProperty(metric, out var value)) throw reader.Error($"the line has no '{metric}'; write null for a missing one.");
            var name = JsonLines.ScalarText(reader, id) ?? throw reader.Error($"'id' is {JsonLines.KindOf(id)}; a string is expected.");
            if (!ScoreText.TryParse(value, out var score, out var fault)) throw reader.Error(Bad(name, metric, fault));
            scores.Add(name, line.TryGetProperty(EpochColumn, out var epoch) ? JsonLines.ScalarText(reader, epoch) : null, score, reader.Line);
        }
        return scores.Scores();
    }

    private static List<ItemScore> ReadCsv(string path, string metric)
    {
        using var table = new CsvTable(path);
        var (id, value) = (IdOf(table), table.IndexOf(metric));
        var epoch = table.Columns.Contains(EpochColumn) ? table.IndexOf(EpochColumn) : -1;
        var scores = new ScoreList(table.Error);
        foreach (var record in table.Records())
        {
            if (!ScoreText.TryParse(record[value], out var score, out var fault)) throw table.Error(Bad(record[id], metric, fault));
            scores.Add(record[id], epoch < 0 ? null : record[epoch], score, table.Line);
        }
        return scores.Scores();
    }

    private static int IdOf(CsvTable table) => table.IndexOf(!table.Columns.Contains("id") && table.Columns.Contains(ItemColumn) ? ItemColumn : "id");

    private static string Bad(string id, string metric, string fault) => metric == "chance" ? $"item '{id}' has chance {fault}. Chances lie in (0, 1]; keep those that came with the choice."
        : $"item '{id}' has score {fault}. {ScoreText.Advice}.";

    private sealed class ScoreList(Func<string, SparseEvalException> error)
    {
        private readonly Dictionary<(string Id, string? Epoch), int> _lines = [];
        private readonly OrderedDictionary<string, List<double?>> _epochs = new(StringComparer.Ordinal);
        private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);

        public void Add(string id, string? epoch, double? score, int line)
        {
            if (string.IsNullOrWhiteSpace(id)) throw error("the id is empty. Name the item.");
            if (string.IsNullOrWhiteSpace(epoch)) epoch = null;
            var of = epoch is null ? "" : $" of epoch '{epoch}'";
            if (!_lines.TryAdd((id, epoch), line)) throw error($"id '{id}'{of} stands at lines {_lines[(id, epoch)]} and {line}. Give one score an item{(epoch is null ? ", or number its epochs in 'epoch'" : " and epoch")}.");
            if (!_epochs.TryGetValue(id, out var scores)) _epochs.Add(id, scores = []);
            if (scores.Count > 0 && _repeated.Contains(id) != epoch is not null) throw error($"id '{id}' has one score of an epoch and one without. Number the epochs of both, or of none.");
            if (epoch is not null) _repeated.Add(id);
            scores.Add(score);
        }

        public List<ItemScore> Scores() => [.. _epochs.Select(item => new ItemScore(item.Key, item.Value.Average()) { Epochs = _repeated.Contains(item.Key) ? item.Value : null })];
    }
}
