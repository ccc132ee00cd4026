using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class LibraryTests
{
    private static readonly string Empty = Directory.CreateTempSubdirectory("sparseeval-nothing-").FullName;

    [Fact]
    public void A_path_that_is_no_file_is_one_clear_error()
    {
        var error = Assert.Throws<EngineException>(() => OrtLocator.Find("/no/such/libonnxruntime.so", Empty, null));
        Assert.StartsWith("SPARSEEVAL_ORT names '/no/such/libonnxruntime.so', which is not a file.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Build the project once", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_file_as_library_is_one_clear_error()
    {
        var path = Path.Combine(Empty, "text.so");
        File.WriteAllText(path, "this is no library");
        var error = Assert.Throws<EngineException>(() => OrtApi.Load(path));
        Assert.Contains("cannot be loaded as the ONNX Runtime library", error.Message, StringComparison.Ordinal);
        Assert.Contains("SPARSEEVAL_ORT", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Another_library_is_told_from_ONNX_Runtime()
    {
        var sqlite = Directory.GetFiles(AppContext.BaseDirectory, "*e_sqlite3.*", SearchOption.AllDirectories)
            .First(f => f.Contains($"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture}", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("is a library but not ONNX Runtime", Assert.Throws<EngineException>(() => OrtApi.Load(sqlite)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_names_the_places_and_the_fix()
    {
        var error = Assert.Throws<EngineException>(() => OrtLocator.Find(null, Empty, Empty, systemHas: _ => false));
        Assert.Contains(Empty, error.Message, StringComparison.Ordinal);
        Assert.Contains("was not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_path_goes_before_the_program_and_the_program_before_the_cache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "The file names are Linux's.");
        var rid = $"linux-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var (program, cache) = (Directory.CreateTempSubdirectory().FullName, Directory.CreateTempSubdirectory().FullName);
        var cached = Touch(cache, "onnxruntime-1.30.0", rid, "libonnxruntime.so.1");
        Assert.Equal(cached, OrtLocator.Find(null, program, cache));
        var ours = Touch(program, "runtimes", rid, "native", "libonnxruntime.so.1");
        Assert.Equal(ours, OrtLocator.Find(null, program, cache));
        var fromPackage = Touch(program, "runtimes", rid, "native", "libonnxruntime.so");
        Assert.Equal(fromPackage, OrtLocator.Find(null, program, cache));
        Assert.Equal(cached, OrtLocator.Find(cached, program, cache));
    }

    [Fact]
    public void The_built_library_lies_beside_the_program()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SPARSEEVAL_ORT") is { Length: > 0 }, "SPARSEEVAL_ORT names another.");
        Assert.StartsWith(Path.Combine(AppContext.BaseDirectory, "runtimes"), OrtApi.Default.Path, StringComparison.Ordinal);
        Assert.Same(OrtApi.Default, OrtApi.Default);
    }

    private static string Touch(params string[] parts)
    {
        var path = Path.Combine(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
