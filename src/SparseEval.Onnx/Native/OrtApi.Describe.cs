namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
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
