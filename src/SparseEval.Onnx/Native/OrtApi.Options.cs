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
}
