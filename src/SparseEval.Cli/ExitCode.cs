namespace SparseEval.Cli;

/// <summary>Exit codes; the table stands in docs/command-line.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int RuntimeError = 1;
    public const int UsageError = 2;
    public const int NoGo = 3;
    public const int Inconclusive = 4;
    public const int InvalidSample = 5;
    public const int OutsideInterval = 6;
    public const int Cancelled = 130;
}
