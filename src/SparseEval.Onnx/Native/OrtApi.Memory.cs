namespace SparseEval.Onnx;

internal sealed unsafe partial class OrtApi
{
    private readonly Lock _arenaLock = new();
    private (OrtHandle Memory, long MostBytes)? _arena;

    /// <summary>
    /// Gives the sessions that <paramref name="open"/> opens with <c>session.use_env_allocators</c> a memory pool of their own on the processor, no larger than asked for. The runtime
    /// hands pools to sessions through the environment, from which this one is taken out again, so that the next session gets another.
    /// </summary>
    /// <exception cref="SparseEvalException">The weights alone are larger.</exception>
    public T WithArena<T>(long mostBytes, Func<T> open)
    {
        lock (_arenaLock)
        {
            using var memory = CreateCpuMemory(allocator: 1);
            RegisterArena(mostBytes, memory);
            _arena = (memory, mostBytes);
            try
            {
                return open();
            }
            finally
            {
                _arena = null;
                Check(((delegate* unmanaged[Cdecl]<nint, nint, nint>)_table[OrtSlot.UnregisterAllocator])(Environment.Pointer, memory.Pointer));
            }
        }
    }

    private void RegisterArena(long mostBytes, OrtHandle memory)
    {
        // As large as asked for at a time: the default doubles its pieces, which would reach a limit at half of it.
        const nuint asRequested = 1;
        nint arena;
        nuint* values = stackalloc nuint[] { (nuint)mostBytes, asRequested };
        fixed (byte* most = "max_mem\0"u8, strategy = "arena_extend_strategy\0"u8)
        {
            byte** keys = stackalloc byte*[] { most, strategy };
            Check(((delegate* unmanaged[Cdecl]<byte**, nuint*, nuint, nint*, nint>)_table[OrtSlot.CreateArenaCfgV2])(keys, values, 2, &arena));
        }
        using var handle = new OrtHandle(this, arena, OrtSlot.ReleaseArenaCfg);
        Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)_table[OrtSlot.CreateAndRegisterAllocator])(Environment.Pointer, memory.Pointer, arena));
    }

    /// <summary>
    /// A session opened within <see cref="WithArena"/>, once its pool has refused one byte more than it may hold. Where weights alone exceed the limit the runtime (1.30) subtracts below zero and
    /// from then on keeps none.
    /// </summary>
    public OrtHandle Limited(OrtHandle session)
    {
        if (_arena is not { } arena) return session;
        nint allocator;
        Check(((delegate* unmanaged[Cdecl]<nint, nint, nint*, nint>)_table[OrtSlot.CreateAllocator])(session.Pointer, arena.Memory.Pointer, &allocator));
        using var handle = new OrtHandle(this, allocator, OrtSlot.ReleaseAllocator);
        void* taken;
        var refusal = ((delegate* unmanaged[Cdecl]<nint, nuint, void**, nint>)_table[OrtSlot.AllocatorAlloc])(allocator, (nuint)arena.MostBytes + 1, &taken);
        if (refusal != 0)
        {
            Release(OrtSlot.ReleaseStatus, refusal);
            return session;
        }
        Check(((delegate* unmanaged[Cdecl]<nint, void*, nint>)_table[OrtSlot.AllocatorFree])(allocator, taken));
        session.Dispose();
        throw new SparseEvalException($"The memory limit of {arena.MostBytes:N0} bytes is less than the model's weights take. Give more, or a graph of lower precision.");
    }
}
