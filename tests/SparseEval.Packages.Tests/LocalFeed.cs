using System.IO.Compression;
using SparseEval.TestKit;

namespace SparseEval.Packages.Tests;

/// <summary>All packages, packed once from what is built into a folder that is a feed; packages are installed beside it, never into the user's folder.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("sparseeval-feed-");

    public string Packages => Path.Combine(Folder.FullName, "feed");

    public async ValueTask InitializeAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var packed = await Program.RunAsync(RepositoryRoot.Folder, "dotnet", "pack", "SparseEval.sln", "-c", configuration, "--no-build", "-o", Packages, "-nodeReuse:false");
        Assert.True(packed.Code == 0, packed.Output);
        // Only SparseEval's packages come from here; the others are in the user's folder, since the build restored them, or come from the ordinary feeds.
        File.WriteAllText(Path.Combine(Folder.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="local" value="{Packages}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{Restored}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>Of all packages.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Directory.GetFiles(Packages, "SparseEval.Cli.*.nupkg").Single())["SparseEval.Cli.".Length..];

    public string Make(string name) => Directory.CreateDirectory(Path.Combine(Folder.FullName, name)).FullName;

    /// <summary>Names of the files in a package.</summary>
    public IReadOnlyList<string> Files(string package)
    {
        using var archive = ZipFile.OpenRead(Directory.GetFiles(Packages, package).Single());
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Restored => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
