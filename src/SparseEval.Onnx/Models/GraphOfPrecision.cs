namespace SparseEval.Onnx;

/// <summary>Finds a folder's graph by the ending that exporters give its file: <c>model_fp16.onnx</c>, <c>onnx/decoder_model_merged_q4.onnx</c>.</summary>
internal static class GraphOfPrecision
{
    private const string Plain = "fp32";

    /// <summary>The ending that transformers.js and Optimum write for 8-bit weights beside <c>_int8</c>.</summary>
    private const string Quantized = "quantized";

    /// <exception cref="SparseEvalException">There is none; with those that there are.</exception>
    public static string Find(string folder, string precision, IReadOnlyList<string> graphs)
    {
        string[] endings = precision.ToLowerInvariant() switch
        {
            Plain => [""],
            "int8" or "q8" => ["_int8", "_q8", $"_{Quantized}"],
            var other => [$"_{other}"],
        };
        return endings.SelectMany(ending => graphs.Select(graph => Path.Combine(folder, Stem(graph) + ending + ".onnx"))).FirstOrDefault(File.Exists)
            ?? throw new SparseEvalException($"The model folder '{folder}' holds no graph of the precision '{precision}' ({Stem(graphs[0])}{endings[0]}.onnx); it holds {Held(folder, graphs)}.");
    }

    private static string Stem(string graph) => graph[..^".onnx".Length];

    private static string Held(string folder, IReadOnlyList<string> graphs)
    {
        string[] found = [.. graphs.Select(Stem).SelectMany(stem => Ending(folder, stem)).Distinct().Order(StringComparer.Ordinal)];
        return found.Length == 0 ? "none" : string.Join(", ", found);
    }

    private static IEnumerable<string> Ending(string folder, string stem)
    {
        var directory = Path.GetDirectoryName(Path.Combine(folder, stem))!;
        if (!Directory.Exists(directory)) return [];
        var name = Path.GetFileName(stem);
        return Directory.EnumerateFiles(directory, name + "*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)[name.Length..])
            .Where(ending => ending.Length == 0 || ending[0] == '_').Select(ending => ending.Length == 0 ? Plain : ending[1..]);
    }
}
