namespace SparseEval.TestKit;

/// <summary>The folder of <c>SparseEval.sln</c>, found from the running program upwards; compiled-in source paths are not real in every build.</summary>
public static class RepositoryRoot
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SparseEval.sln"))) return folder.FullName;
        throw new InvalidOperationException("SparseEval.sln was not found above the tests.");
    }
}
