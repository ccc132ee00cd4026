namespace SparseEval.Data.Tests;

/// <summary>Real files in the folder "shared" beside the repository; a test that needs one is skipped where it is absent.</summary>
internal static class SharedFiles
{
    public static string Require(string relative)
    {
        var path = Root is null ? null : Path.Combine(Root, "..", "shared", relative);
        if (path is null || !File.Exists(path)) Assert.Skip($"../shared/{relative} is not beside the repository.");
        return Path.GetFullPath(path!);
    }

    /// <summary>The folder that holds SparseEval.sln, or null.</summary>
    public static string? Root { get; } = FindRoot();

    private static string? FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SparseEval.sln"))) folder = folder.Parent;
        return folder?.FullName;
    }
}
