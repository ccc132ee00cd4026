using System.IO.Compression;

namespace SparseEval.Bench.Arena;

/// <summary>A real matrix, cleaned as the protocol says: first models with fewer than 95 % of the items go, then items with a missing cell.</summary>
internal sealed record ArenaMatrix(string Name, IReadOnlyList<string> Models, Benchmark Benchmark, double[][] Scores, double[] Truth)
{
    public static ArenaMatrix Read(string folder)
    {
        var name = Path.GetFileName(folder);
        var items = Rows(Path.Combine(folder, "items.csv.gz")).ToList();
        var models = Rows(Path.Combine(folder, "models.csv")).Skip(1).Select(r => r[0]).ToList();
        var modelAt = models.Index().ToDictionary(m => m.Item, m => m.Index, StringComparer.Ordinal);
        var itemAt = items.Skip(1).Index().ToDictionary(r => r.Item[0], r => r.Index, StringComparer.Ordinal);
        var cells = models.ConvertAll(_ => Enumerable.Repeat(double.NaN, itemAt.Count).ToArray());
        foreach (var row in Rows(Path.Combine(folder, "responses.csv.gz")).Skip(1)) cells[modelAt[row[0]]][itemAt[row[1]]] = double.Parse(row[2]);
        var kept = Enumerable.Range(0, models.Count).Where(m => cells[m].Count(y => !double.IsNaN(y)) >= 0.95 * itemAt.Count).ToArray();
        var complete = Enumerable.Range(0, itemAt.Count).Where(i => kept.All(m => !double.IsNaN(cells[m][i]))).ToArray();
        var scores = Array.ConvertAll(kept, m => Array.ConvertAll(complete, i => cells[m][i]));
        var benchmark = new Benchmark(name, [.. complete.Select(i => new Item(items[i + 1][0], fields: Fields(items[0], items[i + 1])))]);
        return new(name, [.. kept.Select(m => models[m])], benchmark, scores, Array.ConvertAll(scores, s => s.Average()));
    }

    /// <summary>The rows as a response matrix.</summary>
    public ResponseMatrix History(IReadOnlyList<int> rows)
    {
        var builder = new ResponseMatrixBuilder([.. rows.Select(r => Models[r])], [.. Benchmark.Items.Select(i => i.Id)]);
        for (var r = 0; r < rows.Count; r++)
            for (var i = 0; i < Benchmark.Count; i++) builder.Set(r, i, Scores[rows[r]][i]);
        return builder.Build();
    }

    private static Dictionary<string, string> Fields(string[] names, string[] texts) =>
        names.Zip(texts).Skip(1).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
