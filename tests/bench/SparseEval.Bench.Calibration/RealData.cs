using System.IO.Compression;

namespace SparseEval.Bench.Calibration;

/// <summary>Reads the response matrices that lie beside the repository; absent ones are skipped.</summary>
internal static class RealData
{
    /// <summary>
    /// Held-out models, none of them in the history: a random quarter, or the strongest fifth; of these at most <paramref name="most"/>, evenly spread by strength. Items with a
    /// missing cell are dropped, and models with fewer than 95 % of the items; <paramref name="only"/> keeps the items of one stratum.
    /// </summary>
    public static IReadOnlyList<Population> Populations(string folder, string stratum, bool strongest, int most, string? only = null)
    {
        if (Find(folder) is not { } path) return [];
        var (names, matrix, benchmark) = Clean(path, folder, stratum, only);
        var truth = names.Select((_, m) => Scores(matrix, m).Average()).ToArray();
        var order = Enumerable.Range(0, names.Count).ToArray();
        if (strongest) order = [.. order.OrderByDescending(m => truth[m])];
        else new Random(7).Shuffle(order);
        var held = order.Take(Math.Max(5, (int)Math.Floor((strongest ? 0.2 : 0.25) * names.Count + 0.5))).OrderBy(m => truth[m]).ToArray();
        var frame = new SamplingFrame(benchmark, matrix.SelectModels([.. Enumerable.Range(0, names.Count).Except(held)]));
        var shown = held.Length <= most ? held : [.. Enumerable.Range(0, most).Select(k => held[(int)((k + 0.5) * held.Length / most)])];
        return [.. shown.Select(m => new Population(folder, frame, Scores(matrix, m)))];
    }

    private static (IReadOnlyList<string> Names, ResponseMatrix Matrix, Benchmark Benchmark) Clean(string path, string folder, string stratum, string? only)
    {
        var items = Rows(Path.Combine(path, "items.csv.gz")).ToList();
        var place = items[0].Index().ToDictionary(c => c.Item, c => c.Index);
        var cells = Rows(Path.Combine(path, "responses.csv.gz")).Skip(1).GroupBy(c => c[0]).ToDictionary(g => g.Key, g => g.ToDictionary(c => c[1], c => double.Parse(c[2])));
        var names = cells.Keys.Where(m => cells[m].Count >= 0.95 * (items.Count - 1)).ToList();
        var kept = items.Skip(1).Where(r => (only is null || r[place[stratum]] == only) && names.TrueForAll(m => cells[m].ContainsKey(r[0]))).ToList();
        var benchmark = new Benchmark(folder, [.. kept.Select(r => new Item(r[0], fields: new Dictionary<string, string> { ["stratum"] = r[place[stratum]] }))]);
        var builder = new ResponseMatrixBuilder(names, [.. benchmark.Items.Select(i => i.Id)]);
        for (var m = 0; m < names.Count; m++)
            for (var i = 0; i < benchmark.Count; i++) builder.Set(m, i, cells[names[m]][benchmark.Items[i].Id]);
        return (names, builder.Build(), benchmark);
    }

    private static double[] Scores(ResponseMatrix matrix, int model)
    {
        var scores = new double[matrix.ItemIds.Count];
        matrix.CopyModel(model, scores);
        return scores;
    }

    private static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "data", folder))) return Path.Combine(at.FullName, "shared", "data", folder);
        return null;
    }

    private static IEnumerable<string[]> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
