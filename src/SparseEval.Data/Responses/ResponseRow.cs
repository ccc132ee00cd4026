namespace SparseEval.Data;

/// <summary>One past model's score on one item, with what it cost; a row of a history's file.</summary>
/// <param name="Model">Name of the model, not empty.</param>
/// <param name="Item">Id of the item, not empty.</param>
/// <param name="Score">In [0, 1], or null where the item was run without a usable score.</param>
/// <param name="InputTokens">Tokens read, or null where they were not counted; at least 0.</param>
/// <param name="OutputTokens">Tokens generated, or null where they were not counted; at least 0.</param>
/// <param name="ForwardFlops">Forward floating-point operations, a multiply-add counted as two, or null; finite, at least 0.</param>
/// <param name="EngineSeconds">Seconds in the engine, or null; finite, at least 0. Stored with 7 digits.</param>
public sealed record ResponseRow(string Model, string Item, double? Score, long? InputTokens = null, long? OutputTokens = null,
    double? ForwardFlops = null, double? EngineSeconds = null);
