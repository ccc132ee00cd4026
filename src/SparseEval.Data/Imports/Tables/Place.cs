namespace SparseEval.Data;

/// <summary>Where a row stands, made into words only when somebody complains about it.</summary>
/// <param name="Origin">The file and what its rows are called ("a.csv:" or "a.parquet, row "), or all of the words where there is no number.</param>
/// <param name="Number">1-based line or row; 0 for none.</param>
/// <param name="Column">The column, where a row has many scores.</param>
internal readonly record struct Place(string Origin, int Number = 0, string? Column = null)
{
    public static implicit operator Place(string words) => new(words);

    public override string ToString() => (Number > 0 ? FormattableString.Invariant($"{Origin}{Number}") : Origin) + (Column is null ? "" : $", column '{Column}'");
}
