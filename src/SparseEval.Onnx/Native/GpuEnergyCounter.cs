using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>NVIDIA's counter of all energy that a GPU has used since its driver started (Volta and later), read through NVML.</summary>
internal sealed unsafe class GpuEnergyCounter
{
    private readonly delegate* unmanaged[Cdecl]<nint, ulong*, int> _read;
    private readonly nint _device;

    private GpuEnergyCounter(nint read, nint device)
    {
        _read = (delegate* unmanaged[Cdecl]<nint, ulong*, int>)read;
        _device = device;
    }

    /// <summary>The counter, or null where there is no NVIDIA driver or the GPU has none.</summary>
    /// <param name="index">The driver's number of the GPU, which is CUDA's where CUDA_DEVICE_ORDER is PCI_BUS_ID and all are visible.</param>
    /// <param name="name">NVML's file; null for the driver's.</param>
    public static GpuEnergyCounter? TryOpen(int index, string? name = null)
    {
        name ??= OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1";
        if (!NativeLibrary.TryLoad(name, out var library)
            || !NativeLibrary.TryGetExport(library, "nvmlInit_v2", out var init)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetHandleByIndex_v2", out var getDevice)
            || !NativeLibrary.TryGetExport(library, "nvmlDeviceGetTotalEnergyConsumption", out var read)) return null;
        nint device;
        if (((delegate* unmanaged[Cdecl]<int>)init)() != 0) return null;
        if (((delegate* unmanaged[Cdecl]<uint, nint*, int>)getDevice)((uint)index, &device) != 0) return null;
        var counter = new GpuEnergyCounter(read, device);
        return counter.Joules is null ? null : counter;
    }

    /// <summary>Energy so far in joules, or null when the driver does not answer. Other programs on the GPU are in it.</summary>
    public double? Joules
    {
        get
        {
            ulong millijoules;
            return _read(_device, &millijoules) == 0 ? millijoules / 1000.0 : null;
        }
    }
}
