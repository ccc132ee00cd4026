namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
    /// <summary>A tensor over memory that the caller owns and keeps in place until the tensor is released.</summary>
    public OrtHandle CreateTensor(void* data, long bytes, ReadOnlySpan<long> shape, TensorType type)
    {
        nint value;
        fixed (long* dimensions = shape)
            Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[OrtSlot.CreateTensorWithData])(
                CpuMemory.Pointer, data, (nuint)bytes, dimensions, (nuint)shape.Length, (int)type, &value));
        return new OrtHandle(this, value, OrtSlot.ReleaseValue);
    }

    /// <summary>A tensor's memory; valid until it is released.</summary>
    public byte* Data(OrtHandle value)
    {
        void* data;
        Check(((delegate* unmanaged[Cdecl]<nint, void**, nint>)_table[OrtSlot.GetTensorMutableData])(value.Pointer, &data));
        return (byte*)data;
    }

    /// <summary>A tensor's dimensions.</summary>
    public long[] Shape(OrtHandle value) => Shape(value, out _);

    /// <summary>Bytes of a tensor's elements.</summary>
    public long Bytes(OrtHandle value)
    {
        var shape = Shape(value, out var type);
        return shape.Aggregate((long)type.Bytes(), (bytes, dimension) => bytes * dimension);
    }

    private long[] Shape(OrtHandle value, out TensorType type)
    {
        nint info;
        Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)_table[OrtSlot.GetTensorTypeAndShape])(value.Pointer, &info));
        using var handle = new OrtHandle(this, info, OrtSlot.ReleaseTensorTypeAndShapeInfo);
        return DescribeShape(info, out type);
    }

    /// <summary>One forward pass. The runtime allocates the outputs; the caller disposes of them.</summary>
    public OrtHandle[] Run(OrtHandle session, NameTable inputNames, ReadOnlySpan<OrtHandle> inputs, NameTable outputNames)
    {
        var inputPointers = stackalloc nint[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) inputPointers[i] = inputs[i].Pointer;
        var outputPointers = stackalloc nint[outputNames.Count];
        for (var i = 0; i < outputNames.Count; i++) outputPointers[i] = 0;
        Check(((delegate* unmanaged[Cdecl]<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_table[OrtSlot.Run])(
            session.Pointer, 0, inputNames.Pointers, inputPointers, (nuint)inputs.Length, outputNames.Pointers, (nuint)outputNames.Count, outputPointers));
        var outputs = new OrtHandle[outputNames.Count];
        for (var i = 0; i < outputs.Length; i++) outputs[i] = new OrtHandle(this, outputPointers[i], OrtSlot.ReleaseValue);
        return outputs;
    }
}
