using System.Runtime.CompilerServices;

namespace SparseEval.Evaluation.Tests;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
