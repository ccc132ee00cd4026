using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>An object of ONNX Runtime, released by the function in its slot.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly int _releaseSlot;

    public OrtHandle(OrtApi api, nint pointer, int releaseSlot) : base(0, ownsHandle: true)
    {
        _api = api;
        _releaseSlot = releaseSlot;
        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer; the caller keeps this handle alive while it is used.</summary>
    public nint Pointer => IsClosed ? throw new ObjectDisposedException(nameof(OrtHandle)) : handle;

    protected override bool ReleaseHandle()
    {
        _api.Release(_releaseSlot, handle);
        return true;
    }
}
