using System.Text.RegularExpressions;

namespace SparseEval.Data;

/// <summary>A Hugging Face data set's folder: shards called {split}-00000-of-00001.parquet, in it or in one folder below.</summary>
internal static partial class DatasetFolder
{
    /// <summary>The shards of one split, in order.</summary>
    public static IReadOnlyList<string> Shards(string folder, string? split)
    {
        var all = Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Where(path => Shard().IsMatch(Path.GetFileName(path))).Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0) throw new SparseEvalException($"'{folder}' is a folder and holds no shards called split-00000-of-00001.parquet. Name a file, or a data set's folder.");
        var chosen = Choose.Of("split", "--benchmark-split", split, [.. all.Select(SplitOf).Distinct(StringComparer.Ordinal)], folder, "test");
        var shards = all.Where(path => SplitOf(path) == chosen).ToList();
        if (shards.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } configurations)
            throw new SparseEvalException($"'{folder}' holds several configurations with the split '{chosen}': {CsvTable.Shortened([.. configurations.Select(c => Path.GetRelativePath(folder, c!))])}. Name the folder of one.");
        var announced = int.Parse(Shard().Match(Path.GetFileName(shards[0])).Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
        return shards.Count == announced ? shards : throw new SparseEvalException($"'{folder}' holds {shards.Count} of the {announced} shards of '{chosen}'. Fetch the data set again.");
    }

    private static string SplitOf(string path) => Shard().Match(Path.GetFileName(path)).Groups[1].Value;

    [GeneratedRegex(@"^(.+)-\d{5}-of-(\d{5})\.parquet$")]
    private static partial Regex Shard();
}
