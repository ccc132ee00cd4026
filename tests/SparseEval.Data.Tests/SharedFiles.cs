namespace SparseEval.Data.Tests;

/// <summary>Real files in the folder "shared" beside the repository; a test that needs one is skipped where it is absent.</summary>
internal static class SharedFiles
{
    public static string Require(string relative)
    {
        var path = Path.Combine(Root, "..", "shared", relative);
        if (!File.Exists(path)) Assert.Skip($"../shared/{relative} is not beside the repository.");
        return Path.GetFullPath(path);
    }

    public static string Root => SparseEval.TestKit.RepositoryRoot.Folder;
}
