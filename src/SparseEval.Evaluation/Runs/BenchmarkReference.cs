namespace SparseEval.Evaluation;

/// <summary>Names a benchmark in a record.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Fingerprint">SHA-256 of its contents.</param>
/// <param name="Items">Number of items, N.</param>
public sealed record BenchmarkReference(string Name, string Fingerprint, int Items);
