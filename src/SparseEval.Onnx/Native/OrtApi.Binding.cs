namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
    /// <summary>Describes a provider's memory by the name that the runtime knows it by.</summary>
    public OrtHandle CreateMemory(string name, int device)
    {
        const int deviceAllocator = 0, defaultMemory = 0;
        nint memory;
        fixed (byte* text = Utf8(name))
            Check(((delegate* unmanaged[Cdecl]<byte*, int, int, int, nint*, nint>)_table[OrtSlot.CreateMemoryInfo])(text, deviceAllocator, device, defaultMemory, &memory));
        return new OrtHandle(this, memory, OrtSlot.ReleaseMemoryInfo);
    }

    /// <summary>An IoBinding of a session.</summary>
    public OrtHandle CreateBinding(OrtHandle session)
    {
        nint binding;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_table[OrtSlot.CreateBinding])(session.Pointer, &binding));
        return new OrtHandle(this, binding, OrtSlot.ReleaseBinding);
    }

    /// <summary>
    /// One forward pass. Inputs go to where the session wants them, unless they are there; each output is allocated by the provider in the memory named for
    /// it. The caller disposes of the outputs.
    /// </summary>
    public OrtHandle[] RunBound(OrtHandle session, OrtHandle binding, (NameTable Names, OrtHandle[] Values) inputs, (NameTable Names, OrtHandle[] Memory) outputs)
    {
        try
        {
            for (var i = 0; i < inputs.Values.Length; i++)
                Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)_table[OrtSlot.BindInput])(binding.Pointer, inputs.Names.Pointers[i], inputs.Values[i].Pointer));
            for (var i = 0; i < outputs.Memory.Length; i++)
                Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)_table[OrtSlot.BindOutputToDevice])(binding.Pointer, outputs.Names.Pointers[i], outputs.Memory[i].Pointer));
            Synchronize(OrtSlot.SynchronizeBoundInputs, binding);
            Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)_table[OrtSlot.RunWithBinding])(session.Pointer, 0, binding.Pointer));
            Synchronize(OrtSlot.SynchronizeBoundOutputs, binding);
            return BoundOutputs(binding);
        }
        finally
        {
            // A binding holds on to its tensors; what is disposed of is to be free at once.
            foreach (var slot in (int[])[OrtSlot.ClearBoundInputs, OrtSlot.ClearBoundOutputs]) ((delegate* unmanaged[Cdecl]<nint, void>)_table[slot])(binding.Pointer);
        }
    }

    /// <summary>The name of the memory that a tensor lies in, such as Cpu, Cuda or WebGPU_Buffer.</summary>
    public string MemoryOf(OrtHandle value)
    {
        nint memory;
        byte* name;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_table[OrtSlot.GetTensorMemoryInfo])(value.Pointer, &memory));
        Check(((delegate* unmanaged[Cdecl]<nint, byte**, nint>)_table[OrtSlot.MemoryInfoGetName])(memory, &name));
        return Text(name);
    }

    private void Synchronize(int slot, OrtHandle binding) => Check(((delegate* unmanaged[Cdecl]<nint, nint>)_table[slot])(binding.Pointer));

    private OrtHandle[] BoundOutputs(OrtHandle binding)
    {
        nint allocator;
        nint* values;
        nuint count;
        Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_table[OrtSlot.GetDefaultAllocator])(&allocator));
        Check(((delegate* unmanaged[Cdecl]<nint, nint, nint**, nuint*, nint>)_table[OrtSlot.GetBoundOutputValues])(binding.Pointer, allocator, &values, &count));
        var outputs = new OrtHandle[count];
        for (nuint i = 0; i < count; i++) outputs[i] = new OrtHandle(this, values[i], OrtSlot.ReleaseValue);
        Check(((delegate* unmanaged[Cdecl]<nint, void*, nint>)_table[OrtSlot.AllocatorFree])(allocator, values));
        return outputs;
    }
}
