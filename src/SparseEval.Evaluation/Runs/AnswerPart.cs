namespace SparseEval.Evaluation;

/// <summary>An answer to a part of an item.</summary>
/// <param name="Item">Its id.</param>
/// <param name="Name">Which part; one of a name an item.</param>
/// <param name="Answer">With what it cost.</param>
internal sealed record AnswerPart(string Item, string Name, Completion Answer);
