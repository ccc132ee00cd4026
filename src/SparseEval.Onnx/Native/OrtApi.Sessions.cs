using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
    /// <summary>Session options with all graph optimisations, silent below fatal.</summary>
    /// <param name="threads">Threads inside an operator, at least 1.</param>
    public OrtHandle CreateSessionOptions(int threads)
    {
        nint options;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_table[OrtSlot.CreateSessionOptions])(&options));
        var handle = new OrtHandle(this, options, OrtSlot.ReleaseSessionOptions);
        const int fatalOnly = 4, allOptimizations = 99;
        SetInteger(OrtSlot.SetSessionLogSeverityLevel, handle, fatalOnly);
        SetInteger(OrtSlot.SetGraphOptimizationLevel, handle, allOptimizations);
        SetInteger(OrtSlot.SetIntraOpNumThreads, handle, threads);
        // Every batch has another shape; remembered memory patterns would only pile up.
        Check(((delegate* unmanaged[Cdecl]<nint, nint>)_table[OrtSlot.DisableMemPattern])(handle.Pointer));
        return handle;
    }

    private void SetInteger(int slot, OrtHandle options, int value) =>
        Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_table[slot])(options.Pointer, value));

    /// <summary>Sets one configuration entry by its documented key.</summary>
    public void AddConfigEntry(OrtHandle options, string key, string value)
    {
        fixed (byte* keyText = Utf8(key), valueText = Utf8(value))
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)_table[OrtSlot.AddSessionConfigEntry])(options.Pointer, keyText, valueText));
    }

    /// <summary>Appends a provider by its registered name with one option. Unknown option keys are accepted without a word.</summary>
    public void AppendProvider(OrtHandle options, string name, string key, string value)
    {
        fixed (byte* nameText = Utf8(name), keyText = Utf8(key), valueText = Utf8(value))
        {
            var keys = keyText;
            var values = valueText;
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte**, byte**, nuint, nint>)_table[OrtSlot.AppendProvider])(
                options.Pointer, nameText, &keys, &values, 1));
        }
    }

    /// <summary>Appends the CUDA provider with options; fails where its libraries are not beside the runtime.</summary>
    public void AppendCuda(OrtHandle options, params ReadOnlySpan<(string Key, string Value)> settings)
    {
        nint cuda;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_table[OrtSlot.CreateCudaOptions])(&cuda));
        using var handle = new OrtHandle(this, cuda, OrtSlot.ReleaseCudaOptions);
        foreach (var (name, text) in settings)
            fixed (byte* key = Utf8(name), value = Utf8(text))
            {
                byte* keys = key, values = value;
                Check(((delegate* unmanaged[Cdecl]<nint, byte**, byte**, nuint, nint>)_table[OrtSlot.UpdateCudaOptions])(cuda, &keys, &values, 1));
            }
        Check(((delegate* unmanaged[Cdecl]<nint, nint, nint>)_table[OrtSlot.AppendCuda])(options.Pointer, cuda));
    }

    /// <summary>Opens a model file; weights beside it are found.</summary>
    public OrtHandle CreateSession(string modelPath, OrtHandle options)
    {
        nint session;
        var path = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(modelPath) : Marshal.StringToCoTaskMemUTF8(modelPath);
        try
        {
            Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint*, nint>)_table[OrtSlot.CreateSession])(
                Environment.Pointer, path, options.Pointer, &session));
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
        return Limited(new OrtHandle(this, session, OrtSlot.ReleaseSession), options);
    }

    /// <summary>Opens a model in memory, which is copied.</summary>
    public OrtHandle CreateSession(ReadOnlyMemory<byte> model, OrtHandle options)
    {
        nint session;
        using var pinned = model.Pin();
        Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, nint, nint*, nint>)_table[OrtSlot.CreateSessionFromArray])(
            Environment.Pointer, pinned.Pointer, (nuint)model.Length, options.Pointer, &session));
        return Limited(new OrtHandle(this, session, OrtSlot.ReleaseSession), options);
    }

    /// <summary>Names, types and shapes of a session's inputs, in its order.</summary>
    public TensorInfo[] Inputs(OrtHandle session) =>
        Describe(session, OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);

    /// <summary>Names, types and shapes of a session's outputs, in its order.</summary>
    public TensorInfo[] Outputs(OrtHandle session) =>
        Describe(session, OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);

    private TensorInfo[] Describe(OrtHandle session, int countSlot, int nameSlot, int typeSlot)
    {
        nuint count;
        nint allocator;
        Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_table[countSlot])(session.Pointer, &count));
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_table[OrtSlot.GetDefaultAllocator])(&allocator));
        var infos = new TensorInfo[count];
        for (nuint i = 0; i < count; i++)
        {
            byte* name;
            nint type;
            Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint, byte**, nint>)_table[nameSlot])(session.Pointer, i, allocator, &name));
            var text = Text(name);
            Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint>)_table[OrtSlot.AllocatorFree])(allocator, name));
            Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)_table[typeSlot])(session.Pointer, i, &type));
            using var handle = new OrtHandle(this, type, OrtSlot.ReleaseTypeInfo);
            infos[i] = DescribeTensor(text, type);
        }
        return infos;
    }

    private TensorInfo DescribeTensor(string name, nint type)
    {
        nint tensor;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_table[OrtSlot.CastTypeInfoToTensorInfo])(type, &tensor));
        if (tensor == 0) return new TensorInfo(name, TensorType.None, []);
        var shape = DescribeShape(tensor, out var elementType);
        return new TensorInfo(name, elementType, shape);
    }

    private long[] DescribeShape(nint tensor, out TensorType type)
    {
        int elementType;
        nuint rank;
        Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)_table[OrtSlot.GetTensorElementType])(tensor, &elementType));
        Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_table[OrtSlot.GetDimensionsCount])(tensor, &rank));
        var shape = new long[rank];
        fixed (long* dimensions = shape)
            Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)_table[OrtSlot.GetDimensions])(tensor, dimensions, rank));
        type = (TensorType)elementType;
        return shape;
    }
}
