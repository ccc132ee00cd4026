using System.Runtime.InteropServices;

namespace SparseEval.Onnx.Tests;

public sealed partial class NativeStderrTests
{
    // Seen failing (the file was empty) without stderr being put back.
    [Fact]
    public void What_native_code_writes_to_stderr_is_kept_back_and_stderr_comes_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows providers have not been heard to write there.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(NativeStderr.Variable) is { Length: > 0 }, "It is asked for.");
        var path = Path.GetTempFileName();
        var (kept, file) = (Duplicate(2), Create(path, 0x1B6));
        _ = Replace(file, 2);
        try
        {
            Assert.Equal(7, NativeStderr.Silenced(() => { Write("noise"); return 7; }));
            Assert.Throws<InvalidOperationException>(() => NativeStderr.Silenced<int>(() => throw new InvalidOperationException()));
            Write("heard");
        }
        finally
        {
            _ = Replace(kept, 2);
        }
        Assert.Equal("heard", File.ReadAllText(path));

        static void Write(string text) => _ = WriteBytes(2, System.Text.Encoding.UTF8.GetBytes(text), (nuint)text.Length);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int file, int other);

    [LibraryImport("libc", EntryPoint = "creat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteBytes(int file, byte[] bytes, nuint count);
}
