using System.Security.Cryptography;
using SparseEval.TestKit;

namespace SparseEval.Packages.Tests;

/// <summary>The same sources give the same assembly wherever they lie, as packages are built: nobody has to trust the folder of a build server.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparseeval-twice-");

    public void Dispose() => _folder.Delete(recursive: true);

    // Seen to fail without the PathMap of src/Directory.Build.props: the pdb's hash and the names of files in stack traces then hold the folder.
    [Fact]
    public async Task Two_folders_give_the_same_bytes()
    {
        List<string> hashes = [];
        foreach (var name in new[] { "here", "there/below" })
        {
            var root = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
            foreach (var file in Sources()) Copy(file, root);
            var built = await Program.RunAsync(root, "dotnet", "build", "src/SparseEval/SparseEval.csproj", "-c", "Release", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false", "-nodeReuse:false", "-v", "quiet");
            Assert.True(built.Code == 0, built.Output);
            hashes.Add(string.Join(' ', new[] { "dll", "pdb", "xml" }.Select(end => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, "src", "SparseEval", "bin", "Release", "net10.0", $"SparseEval.{end}")))))));
        }
        Assert.Equal(hashes[0], hashes[1]);
    }

    /// <summary>The core, which every package depends on, and what its project reads.</summary>
    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "src", "SparseEval"), "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "src"))).Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Folder, "src", "build"), "*", SearchOption.AllDirectories))
        .Append(Path.Combine(RepositoryRoot.Folder, ".editorconfig"));

    private static void Copy(string file, string root)
    {
        var target = Path.Combine(root, Path.GetRelativePath(RepositoryRoot.Folder, file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
