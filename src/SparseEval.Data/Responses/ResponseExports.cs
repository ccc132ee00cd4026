using System.Globalization;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Response matrices as other programs take them.</summary>
public static class ResponseExports
{
    private const string ModelColumn = "model";

    /// <summary>JSON Lines of py-irt, one model a line: {"subject_id","responses":{item:0 or 1}}. A missing score is left out.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="matrix">Every score 0 or 1.</param>
    /// <exception cref="SparseEvalException">A score lies between 0 and 1, which py-irt does not model.</exception>
    public static void WritePyIrt(TextWriter output, ResponseMatrix matrix)
    {
        for (var m = 0; m < matrix.Models.Count; m++)
        {
            var responses = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < matrix.ItemIds.Count; i++)
                if (matrix[m, i] is { } score)
                    responses[matrix.ItemIds[i]] = score is 0 or 1 ? (int)score : throw new SparseEvalException(FormattableString.Invariant(
                        $"Model '{matrix.Models[m]}' has score {score} on item '{matrix.ItemIds[i]}'; py-irt takes 0 and 1 alone. Export the matrix as CSV or Parquet."));
            output.Write(JsonSerializer.Serialize(new { subject_id = matrix.Models[m], responses }));
            output.Write('\n');
        }
    }

    /// <summary>Wide CSV: a row a model, a column an item, an empty cell where the score is missing.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="matrix">Its scores between 0 and 1 have 7 digits; rows of a file have all (<see cref="ResponseMatrices.ReadRows"/>).</param>
    /// <exception cref="SparseEvalException">An item is called as the column of the models.</exception>
    public static void WriteCsv(TextWriter output, ResponseMatrix matrix) => WriteCsv(output, MatrixRows.Of(matrix));

    /// <summary>The same from rows, each score with the digits that give the same double again.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="rows">At most one for each model and item.</param>
    /// <exception cref="SparseEvalException">An item is called as the column of the models, or a model has two scores on an item.</exception>
    public static void WriteCsv(TextWriter output, IEnumerable<ResponseRow> rows)
    {
        var (models, items) = (new OrderedDictionary<string, Dictionary<string, double?>>(StringComparer.Ordinal), new OrderedDictionary<string, bool>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            if (row.Item == ModelColumn) throw new SparseEvalException($"An item is called '{ModelColumn}', as the column of the models: the table would have two of it. Rename the item, or export as matrix-parquet.");
            items.TryAdd(row.Item, true);
            if (!models.TryGetValue(row.Model, out var scores)) models.Add(row.Model, scores = new(StringComparer.Ordinal));
            if (!scores.TryAdd(row.Item, row.Score)) throw ParquetResponseWriter.Twice(row.Model, row.Item);
        }
        output.Write($"{ModelColumn},{string.Join(',', items.Keys.Select(Csv.Quoted))}\n");
        foreach (var (model, scores) in models)
        {
            output.Write(Csv.Quoted(model));
            foreach (var item in items.Keys) output.Write(scores.GetValueOrDefault(item) is { } score ? $",{score.ToString("R", CultureInfo.InvariantCulture)}" : ",");
            output.Write('\n');
        }
    }
}
