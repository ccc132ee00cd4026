namespace SparseEval.Evaluation;

/// <summary>Requests that an engine runs together.</summary>
/// <param name="Number">Position in the plan, from 0.</param>
/// <param name="Requests">At least one.</param>
public sealed record EngineBatch(int Number, IReadOnlyList<EngineRequest> Requests);
