namespace SparseEval.Cli.Settings;

/// <summary>Paths as the file system tells them apart.</summary>
internal static class PathNames
{
    /// <summary>Windows and macOS, as they come, take names that differ in case alone for one file.</summary>
    public static StringComparer Comparer { get; } = ComparerOf(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());

    public static StringComparer ComparerOf(bool ignoresCase) => ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A relative path as every system reads it.</summary>
    /// <param name="path">With this system's separators.</param>
    /// <param name="separator">That of the system; on Linux a backslash is a letter of a name.</param>
    public static string Portable(string path, char? separator = null) => path.Replace(separator ?? Path.DirectorySeparatorChar, '/');
}
