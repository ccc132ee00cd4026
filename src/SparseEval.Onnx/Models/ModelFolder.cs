using System.Security.Cryptography;

namespace SparseEval.Onnx;

/// <summary>
/// A model on disk: a folder with a graph and its config files, or a path to the .onnx with them beside it or one folder above (where the Hub's
/// repositories have an <c>onnx</c> folder).
/// </summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="OnnxPath">Path of the graph.</param>
/// <param name="ConfigPaths">Paths of generation_config.json, config.json and genai_config.json, as far as they exist; at least one of the last two.</param>
internal sealed record ModelFolder(string Name, string OnnxPath, IReadOnlyList<string> ConfigPaths)
{
    private static readonly string[] Graphs = ["model.onnx", "decoder_model_merged.onnx", "onnx/model.onnx", "onnx/decoder_model_merged.onnx"];

    /// <summary>The config file that messages name.</summary>
    public string ConfigPath => ConfigPaths.FirstOrDefault(p => Path.GetFileName(p) == "config.json") ?? ConfigPaths[^1];

    /// <exception cref="SparseEvalException">A file is missing.</exception>
    public static ModelFolder Open(string path, string? precision = null)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new SparseEvalException("No model was named; give a folder with model.onnx and config.json, or a path to the .onnx.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (precision is not null && !Directory.Exists(full)) throw new SparseEvalException($"A precision ('{precision}') chooses among the graphs of a folder, and '{path}' is none. Give the folder, or leave the precision out.");
        var onnx = precision is not null ? GraphOfPrecision.Find(full, precision, Graphs)
            : Directory.Exists(full) ? Graph(full) ?? throw new SparseEvalException($"The model folder '{path}' holds no {string.Join(", no ", Graphs)}.") : full;
        if (!File.Exists(onnx)) throw new SparseEvalException($"The model '{path}' does not exist; give a folder with model.onnx and config.json, or a path to the .onnx.");
        if (new FileInfo(onnx).Length == 0) throw new SparseEvalException($"The model file '{onnx}' is empty. Copy or export it again.");
        var folder = Path.GetDirectoryName(onnx)!;
        var configs = Configs(folder);
        if (configs.Count == 0 && Path.GetFileName(folder) == "onnx") configs = Configs(folder = Path.GetDirectoryName(folder)!);
        if (configs.All(c => Path.GetFileName(c) == "generation_config.json"))
            throw new SparseEvalException($"The model '{path}' has no config.json or genai_config.json beside '{Path.GetFileName(onnx)}'; it names the tokenizer and the end-of-sequence token.");
        return new ModelFolder(Path.GetFileName(folder), onnx, configs);
    }

    /// <summary>A file beside the config files, or null where there is none.</summary>
    public string? Beside(string file) => Path.Combine(Path.GetDirectoryName(ConfigPath)!, file) is var path && File.Exists(path) ? path : null;

    /// <summary>SHA-256 over the graph, the weights that lie beside it, the tokenizer and the config files, in hexadecimal.</summary>
    /// <param name="weightFiles">Where the graph says that weights lie, relative to its folder.</param>
    public string Hash(IEnumerable<string> weightFiles)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        foreach (var path in Files(weightFiles))
        {
            using var stream = File.OpenRead(path);
            int read;
            while ((read = stream.Read(buffer)) > 0) hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>genai_config.json names its graph; otherwise the usual names are looked for.</summary>
    private static string? Graph(string folder)
    {
        var genAi = Path.Combine(folder, "genai_config.json");
        var named = File.Exists(genAi) ? new ConfigFiles([genAi]).Text("filename") : null;
        return Graphs.Prepend(named).OfType<string>().Select(g => Path.Combine(folder, g)).FirstOrDefault(File.Exists);
    }

    private static List<string> Configs(string folder) =>
        [.. new[] { "generation_config.json", "config.json", "genai_config.json" }.Select(f => Path.Combine(folder, f)).Where(File.Exists)];

    // Weights over 2 GB lie in files of their own: without them two models with one graph would share a hash, and so their cached answers.
    private IEnumerable<string> Files(IEnumerable<string> weightFiles) =>
        new[] { OnnxPath }.Concat(weightFiles.Select(file => Path.Combine(Path.GetDirectoryName(OnnxPath)!, file)))
            .Concat(ConfigPaths).Concat(new[] { Beside("tokenizer.json"), Beside("tokenizer_config.json"), Beside("special_tokens_map.json") }.OfType<string>()).Where(File.Exists);
}
