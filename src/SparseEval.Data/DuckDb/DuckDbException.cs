namespace SparseEval.Data;

/// <summary>DuckDB's own words; whoever knows the file turns them into a sentence that names it.</summary>
internal sealed class DuckDbException(string message) : Exception(FirstLines(message))
{
    private static string FirstLines(string message) => message.Split("\n\n", 2)[0].ReplaceLineEndings(" ").Trim();
}
