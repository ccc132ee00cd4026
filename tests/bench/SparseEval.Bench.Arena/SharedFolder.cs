namespace SparseEval.Bench.Arena;

/// <summary>The folder of matrices and protocol that lies beside the repository.</summary>
internal static class SharedFolder
{
    public static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "arena", "splits"))) return Path.Combine(at.FullName, "shared");
        return null;
    }
}
