namespace SparseEval;

/// <summary>How a category moved between earlier and later past models.</summary>
/// <param name="Name">Text of the field; <c>all</c> where items have no such field.</param>
/// <param name="Items">Number of its items.</param>
/// <param name="Earlier">Mean score of the earlier models on its items.</param>
/// <param name="Later">Mean score of the later models.</param>
/// <param name="Shift">Later less earlier, less the same for all items: above 0 where newer models gained more here than elsewhere.</param>
public sealed record CategoryDrift(string Name, int Items, double Earlier, double Later, double Shift);
