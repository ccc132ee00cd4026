using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>
/// Keeps what native libraries write to stderr by themselves (Vulkan loader, GPU drivers) from the user's terminal while a provider is tried. With
/// SPARSEEVAL_NATIVE_LOG set to anything but 0 it is let through.
/// </summary>
internal static partial class NativeStderr
{
    public const string Variable = "SPARSEEVAL_NATIVE_LOG";

    private const int Stderr = 2, WriteOnly = 1;

    private static readonly Lock OneAtATime = new();

    /// <summary>Runs with the process's stderr pointing to nothing. What other threads write there meanwhile is lost too, so this is for moments.</summary>
    public static T Silenced<T>(Func<T> run)
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } and not "0") return run();
        lock (OneAtATime)
        {
            var kept = Duplicate(Stderr);
            var nothing = kept < 0 ? -1 : Open("/dev/null", WriteOnly);
            if (nothing >= 0) _ = Replace(nothing, Stderr);
            try
            {
                return run();
            }
            finally
            {
                if (nothing >= 0) _ = Replace(kept, Stderr);
                foreach (var file in (int[])[nothing, kept]) if (file >= 0) _ = Close(file);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int file, int other);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
