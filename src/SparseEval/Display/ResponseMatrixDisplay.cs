namespace SparseEval;

internal sealed class ResponseMatrixDisplay : DisplaySource<ResponseMatrix>
{
    /// <summary>Models from the best down, by the mean of what they have.</summary>
    protected override string Html(ResponseMatrix value)
    {
        var row = new double[value.ItemIds.Count];
        var models = value.Models.Select((name, m) =>
        {
            value.CopyModel(m, row);
            var known = row.Where(y => !double.IsNaN(y)).ToArray();
            return (Name: name, Mean: known.Length > 0 ? known.Average() : (double?)null, Missing: row.Length - known.Length);
        }).OrderByDescending(m => m.Mean ?? -1);
        return DisplayHtml.Table($"History: {value}", ["model", "mean score", "items missing"], [.. models.Select(m => (IReadOnlyList<string>)[m.Name, DisplayHtml.Number(m.Mean), $"{m.Missing}"])]);
    }
}
