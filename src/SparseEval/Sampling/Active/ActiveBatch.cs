namespace SparseEval;

/// <summary>Items that an active design drew one after another under the same predictions, in the order drawn.</summary>
/// <param name="Predictions">Of the score of each of the N items, made before any of the batch was scored.</param>
/// <param name="Variances">Of each score around its prediction, as the model has it; above 0.</param>
/// <param name="Chances">Of each item before the first draw, 0 for those drawn earlier; a draw takes item i with its chance over the sum of those not drawn yet.</param>
/// <param name="Items">Positions in the benchmark.</param>
internal sealed record ActiveBatch(double[] Predictions, double[] Variances, double[] Chances, IReadOnlyList<int> Items);
