using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>A JSON list of numbers, nested or not.</summary>
internal static class JsonNumbers
{
    /// <param name="json">The text.</param>
    /// <param name="wide">Whether numbers are read as float64, else as float32.</param>
    /// <exception cref="SparseEvalException">It is none, or its inner lists are not equally long.</exception>
    public static ItemArray Read(string json, bool wide)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var (numbers, sides) = (new List<double>(), new List<long>());
            for (var at = document.RootElement; at.ValueKind == JsonValueKind.Array; at = at[0])
            {
                sides.Add(at.GetArrayLength());
                if (sides[^1] == 0) break;
            }
            Add(document.RootElement, 0);
            return new ItemArray([.. numbers], [.. sides]);

            void Add(JsonElement part, int depth)
            {
                if ((part.ValueKind == JsonValueKind.Array) != depth < sides.Count || (depth < sides.Count && part.GetArrayLength() != sides[depth]))
                    throw new SparseEvalException("its prompt is a JSON list whose inner lists are not all equally long.");
                if (depth == sides.Count) numbers.Add(wide ? part.GetDouble() : part.GetSingle());
                else foreach (var inner in part.EnumerateArray()) Add(inner, depth + 1);
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new SparseEvalException("its prompt is no JSON list of numbers, such as [5.1, 3.5].", problem);
        }
    }
}
