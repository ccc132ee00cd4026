using System.IO.Compression;

namespace SparseEval.Bench.Calibration;

/// <summary>Reads the response matrices that lie beside the repository; absent ones are skipped.</summary>
internal static class RealData
{
    /// <summary>The chosen models become targets in turn, each with all other models but the targets as history.</summary>
    public static IEnumerable<Population> Populations(string folder, string stratum, int targets)
    {
        if (Find(folder) is not { } path) yield break;
        var items = Rows(Path.Combine(path, "items.csv.gz")).ToList();
        var place = items[0].Index().ToDictionary(c => c.Item, c => c.Index);
        var benchmark = new Benchmark(folder, [.. items.Skip(1).Select(r => new Item(r[0], fields: new Dictionary<string, string> { ["stratum"] = r[place[stratum]] }))]);
        var cells = Rows(Path.Combine(path, "responses.csv.gz")).Skip(1).ToList();
        var names = cells.Select(c => c[0]).Distinct().ToList();
        var rows = names.Index().ToDictionary(n => n.Item, n => n.Index);
        var builder = new ResponseMatrixBuilder(names, [.. benchmark.Items.Select(i => i.Id)]);
        foreach (var cell in cells)
            if (benchmark.IndexOf(cell[1]) is >= 0 and var item) builder.Set(rows[cell[0]], item, double.Parse(cell[2]));
        var matrix = builder.Build();
        var complete = Enumerable.Range(0, names.Count).Where(m => Scores(matrix, m).All(double.IsFinite)).OrderBy(m => Scores(matrix, m).Average()).ToList();
        var held = Enumerable.Range(0, targets).Select(k => complete[(int)((k + 0.5) / targets * complete.Count)]).ToList();
        var history = matrix.SelectModels([.. Enumerable.Range(0, names.Count).Except(held)]);
        foreach (var m in held) yield return new($"{folder} {Scores(matrix, m).Average():0.00}", benchmark, Scores(matrix, m), history);
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
