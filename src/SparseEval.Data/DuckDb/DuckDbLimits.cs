namespace SparseEval.Data;

/// <summary>What DuckDB may use while it reads or writes Parquet.</summary>
public sealed record DuckDbLimits
{
    /// <summary>Threads, at least 1. Default 2. The result does not depend on it.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Memory in MiB, at least 64, before DuckDB moves data to the folder for temporary files. Default 1024.</summary>
    public int MemoryMiB { get; init; } = 1024;

    internal void Check()
    {
        if (Threads < 1) throw new SparseEvalException($"DuckDB was given {Threads} threads; it needs at least 1.");
        if (MemoryMiB < 64) throw new SparseEvalException($"DuckDB was given {MemoryMiB} MiB of memory; it needs at least 64.");
    }
}
