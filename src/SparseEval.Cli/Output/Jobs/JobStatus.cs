namespace SparseEval.Cli.Output.Jobs;

/// <summary>How a case ended, in the words of test reports.</summary>
internal enum JobStatus
{
    /// <summary>Done, or GO.</summary>
    Passed,

    /// <summary>NO-GO, or INCONCLUSIVE where that fails the job.</summary>
    Failed,

    /// <summary>INCONCLUSIVE where that passes, or a benchmark that is shown alone.</summary>
    Skipped,

    /// <summary>Invalid: nothing can be said.</summary>
    Error,
}
