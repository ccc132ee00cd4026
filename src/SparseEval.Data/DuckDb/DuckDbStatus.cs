namespace SparseEval.Data;

/// <summary>Which DuckDB this process would use to read and write Parquet.</summary>
public sealed record DuckDbStatus
{
    /// <summary>Such as v1.5.6; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>Where the library was found, or its name where the system found it.</summary>
    public string? Path { get; init; }

    /// <summary>Why it does not work, and what to do; null where it does.</summary>
    public string? Problem { get; init; }

    /// <summary>Loads the library, opens a database in memory and asks it.</summary>
    /// <remarks>What is wrong is told, never thrown.</remarks>
    public static DuckDbStatus Probe()
    {
        try
        {
            using var connection = new DuckDbConnection(new());
            return new() { Version = DuckDbNative.Version, Path = DuckDbLibrary.LoadedFrom };
        }
        catch (SparseEvalException problem)
        {
            return new() { Problem = problem.Message };
        }
    }
}
