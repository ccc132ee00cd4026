using System.Diagnostics;

namespace SparseEval.Onnx.Tests;

/// <summary>The calls of NVML against a library made here with its names and its conventions; no NVIDIA GPU was at hand.</summary>
public sealed class GpuEnergyTests
{
    // nvml.h: 0 is NVML_SUCCESS, 2 NVML_ERROR_INVALID_ARGUMENT, 3 NVML_ERROR_NOT_SUPPORTED, 9 NVML_ERROR_DRIVER_NOT_LOADED; energy is in millijoules since the driver was loaded.
    private const string Source = """
        static int opened;
        static unsigned long long millijoules = 4294967296ULL * 1000ULL;
        int nvmlInit_v2(void) { opened = 1; return INIT; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) { if (!opened || index > 2) return 2; *device = (void *)(long)(index + 1); return 0; }
        int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *energy) {
            if (device == (void *)3L) return 3;
            millijoules += 1250; *energy = millijoules + (device == (void *)2L ? 7000000ULL : 0); return 0; }
        """;

    // Seen failing with the counter taken for joules (4,294,967,299,750), and read as 32 bits (3.75).
    [Fact]
    public void Joules_are_the_drivers_millijoules_of_the_gpu_that_was_asked_for()
    {
        var library = Build("-DINIT=0");
        var (first, second) = (GpuEnergyCounter.TryOpen(0, library)!, GpuEnergyCounter.TryOpen(1, library)!);
        var (before, after, other) = (first.Joules!.Value, first.Joules!.Value, second.Joules!.Value);
        Assert.InRange(before, 4_294_967_296, 4_294_967_306);
        Assert.Equal(1.25, after - before, 6);
        Assert.Equal(7000 + 1.25, other - after, 6);
    }

    [Fact]
    public void A_gpu_that_is_not_there_or_has_no_counter_or_a_driver_that_does_not_start_gives_none()
    {
        var library = Build("-DINIT=0");
        Assert.Null(GpuEnergyCounter.TryOpen(2, library));
        Assert.Null(GpuEnergyCounter.TryOpen(3, library));
        Assert.Null(GpuEnergyCounter.TryOpen(0, Build("-DINIT=9")));
        Assert.Null(GpuEnergyCounter.TryOpen(0, Build("-DINIT=0 -DnvmlDeviceGetTotalEnergyConsumption=nothingOfTheKind")));
        Assert.Null(GpuEnergyCounter.TryOpen(0, Path.Combine(Path.GetTempPath(), "no-such-nvml.so")));
    }

    private static string Build(string flags)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is built as Linux has it.");
        var folder = Directory.CreateTempSubdirectory("sparseeval-nvml-").FullName;
        File.WriteAllText(Path.Combine(folder, "nvml.c"), Source);
        var library = Path.Combine(folder, "libnvidia-ml.so.1");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", $"-shared -fPIC -w {flags} -o {library} {Path.Combine(folder, "nvml.c")}") { RedirectStandardError = true })!;
            var told = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, told);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no C compiler 'cc' to build the library with.");
        }
        return library;
    }
}
