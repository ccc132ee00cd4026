namespace SparseEval.Data;

/// <summary>A matrix as rows of a long table.</summary>
internal static class MatrixRows
{
    /// <summary>Every cell, a missing one without score, so that models and items of which nothing is known are kept.</summary>
    public static IEnumerable<ResponseRow> Of(ResponseMatrix matrix)
    {
        for (var m = 0; m < matrix.Models.Count; m++)
            for (var i = 0; i < matrix.ItemIds.Count; i++)
                yield return new ResponseRow(matrix.Models[m], matrix.ItemIds[i], matrix[m, i]);
    }
}
