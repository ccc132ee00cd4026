using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Response matrices in JSONL, one score a line.</summary>
internal static class JsonResponses
{
    public static ResponseCells Read(string path, ResponseMatrixReadOptions options, int mostWithPlaces)
    {
        using var reader = new Utf8LineReader(path);
        var cells = new ResponseCells(path, line => $"{path}:{line}", mostWithPlaces) { Only = options.Models };
        var epochs = new EpochCells(cells, line => $"{path}:{line}");
        string[] kinds = [.. OneKind.Columns.Where(name => name != options.ModelColumn && name != options.ItemColumn && name != options.ScoreColumn)];
        var one = new OneKind(path);
        foreach (var line in JsonLines.Read(reader))
        {
            foreach (var name in kinds)
                if (line.TryGetProperty(name, out var kind)) one.See(name, JsonLines.ScalarText(reader, kind));
            var (model, item) = (Name(reader, line, options.ModelColumn), Name(reader, line, options.ItemColumn));
            if (!ScoreText.TryParse(Value(reader, line, options.ScoreColumn), out var score, out var fault))
                throw cells.BadScore(model, item, fault, reader.Line);
            if (line.TryGetProperty(options.EpochColumn, out var epoch)) epochs.Add(model, item, JsonLines.ScalarText(reader, epoch) ?? "", score, reader.Line);
            else cells.Add(model, item, score, reader.Line);
        }
        epochs.HandOn();
        return cells;
    }

    private static string Name(Utf8LineReader reader, JsonElement line, string key)
    {
        var value = Value(reader, line, key);
        return JsonLines.ScalarText(reader, value) ?? throw reader.Error($"'{key}' is {JsonLines.KindOf(value)}; a string is expected.");
    }

    private static JsonElement Value(Utf8LineReader reader, JsonElement line, string key) => line.TryGetProperty(key, out var value)
        ? value
        : throw reader.Error($"the line has no '{key}'. It has: {string.Join(", ", line.EnumerateObject().Select(p => p.Name))}.");
}
