namespace SparseEval.Data;

/// <summary>Files of a folder that was read which gave no scores.</summary>
/// <param name="Folder">The folder as it was given.</param>
/// <param name="Reason">Why they were left out.</param>
/// <param name="Paths">The files, sorted by name, below the folder.</param>
public sealed record SkippedFiles(string Folder, string Reason, IReadOnlyList<string> Paths);
