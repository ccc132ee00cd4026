using System.Globalization;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>Response matrices as other programs take them.</summary>
public static class ResponseExports
{
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
    public static void WriteCsv(TextWriter output, ResponseMatrix matrix)
    {
        output.Write($"model,{string.Join(',', matrix.ItemIds.Select(Csv.Quoted))}\n");
        for (var m = 0; m < matrix.Models.Count; m++)
        {
            output.Write(Csv.Quoted(matrix.Models[m]));
            for (var i = 0; i < matrix.ItemIds.Count; i++)
            {
                output.Write(',');
                if (matrix[m, i] is { } score) output.Write(score.ToString("R", CultureInfo.InvariantCulture));
            }
            output.Write('\n');
        }
    }
}
