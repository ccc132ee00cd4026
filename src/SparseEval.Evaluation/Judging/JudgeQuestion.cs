namespace SparseEval.Evaluation;

/// <summary>What a judge is asked about one answer.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Part">Name of the part of the item that this is.</param>
/// <param name="Request">Its own id tells it from the other questions of the batch.</param>
internal sealed record JudgeQuestion(string Item, string Part, GenerationRequest Request);
