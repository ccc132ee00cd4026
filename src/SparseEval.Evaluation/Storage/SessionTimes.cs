namespace SparseEval.Evaluation;

/// <summary>What a process has spent on a run so far; planning is part of wall.</summary>
internal readonly record struct SessionTimes(TimeSpan Planning, TimeSpan Wall);
