using System.Collections.Concurrent;
using System.IO.Compression;

namespace SparseEval.Tests;

/// <summary>A real response matrix from the folder "shared" beside the repository; a test that needs one is skipped where it is absent.</summary>
internal sealed record SharedMatrix(Benchmark Benchmark, ResponseMatrix Responses)
{
    private static readonly ConcurrentDictionary<(string, string?), Lazy<SharedMatrix>> Loaded = new();

    /// <param name="folder">Name below shared/data.</param>
    /// <param name="category">Keeps the items of one category; null keeps all. Models with fewer than 95 % of the items are dropped, then items with a missing cell.</param>
    public static SharedMatrix Require(string folder, string? category = null)
    {
        var path = Path.Combine(SparseEval.TestKit.RepositoryRoot.Folder, "..", "shared", "data", folder);
        if (!Directory.Exists(path)) Assert.Skip($"../shared/data/{folder} is not beside the repository.");
        return Loaded.GetOrAdd((folder, category), _ => new(() => Load(path, folder, category))).Value;
    }

    private static SharedMatrix Load(string path, string folder, string? category)
    {
        var items = Rows(Path.Combine(path, "items.csv.gz")).ToList();
        var cells = Rows(Path.Combine(path, "responses.csv.gz")).Skip(1).GroupBy(c => c[0]).ToDictionary(g => g.Key, g => g.ToDictionary(c => c[1], c => double.Parse(c[2])));
        var names = cells.Keys.Where(m => cells[m].Count >= 0.95 * (items.Count - 1)).ToList();
        var kept = items.Skip(1).Where(r => (category is null || r[1] == category) && names.TrueForAll(m => cells[m].ContainsKey(r[0])));
        var benchmark = new Benchmark(folder, [.. kept.Select(r => new Item(r[0]))]);
        var builder = new ResponseMatrixBuilder(names, [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < names.Count; m++)
            for (var i = 0; i < benchmark.Count; i++) builder.Set(m, i, cells[names[m]][benchmark.Items[i].Id]);
        return new(benchmark, builder.Build());
    }

    private static IEnumerable<string[]> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
