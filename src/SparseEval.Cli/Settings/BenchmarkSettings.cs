namespace SparseEval.Cli.Settings;

/// <summary>How the benchmark's file is read.</summary>
internal static class BenchmarkSettings
{
    public static readonly Setting Map = new("benchmark-map", "Keys of the benchmark's file: id=...,prompt=...,options=...,answer=...,letter=... (id=# numbers the items).") { ValueName = "list", IsRepeatable = true };
    public static readonly Setting Split = new("benchmark-split", "Split of a data set's folder; default test.") { ValueName = "name" };

    /// <summary>Of every command that reads a benchmark.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Map, Split];
}
