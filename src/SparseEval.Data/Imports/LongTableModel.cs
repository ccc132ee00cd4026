namespace SparseEval.Data;

/// <summary>One model of a long table.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Items">Rows that it has.</param>
/// <param name="Scored">Rows with a score.</param>
/// <param name="MeanScore">Mean of those; null where there are none.</param>
public sealed record LongTableModel(string Model, long Items, long Scored, double? MeanScore);
