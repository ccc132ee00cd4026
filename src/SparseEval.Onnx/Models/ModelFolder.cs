using System.Security.Cryptography;

namespace SparseEval.Onnx;

/// <summary>A model on disk: a folder with model.onnx and config.json, or a path to the .onnx with config.json beside it.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="OnnxPath">Path of the graph.</param>
/// <param name="ConfigPath">Path of config.json.</param>
internal sealed record ModelFolder(string Name, string OnnxPath, string ConfigPath)
{
    /// <exception cref="SparseEvalException">A file is missing.</exception>
    public static ModelFolder Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new SparseEvalException("No model was named; give a folder with model.onnx and config.json, or a path to the .onnx.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var onnx = Directory.Exists(full) ? Path.Combine(full, "model.onnx") : full;
        if (!File.Exists(onnx))
            throw new SparseEvalException(Directory.Exists(full)
                ? $"The model folder '{path}' holds no model.onnx."
                : $"The model '{path}' does not exist; give a folder with model.onnx and config.json, or a path to the .onnx.");
        if (new FileInfo(onnx).Length == 0) throw new SparseEvalException($"The model file '{onnx}' is empty. Copy or export it again.");
        var folder = Path.GetDirectoryName(onnx)!;
        var config = Path.Combine(folder, "config.json");
        if (!File.Exists(config)) throw new SparseEvalException($"The model '{path}' has no config.json beside '{Path.GetFileName(onnx)}'; it names the tokenizer and the end-of-sequence token.");
        return new ModelFolder(Path.GetFileName(folder), onnx, config);
    }

    /// <summary>SHA-256 over the graph, the weights that lie beside it, and config.json, in hexadecimal.</summary>
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

    // Weights over 2 GB lie in files of their own: without them two models with one graph would share a hash, and so their cached answers.
    private IEnumerable<string> Files(IEnumerable<string> weightFiles) =>
        new[] { OnnxPath }.Concat(weightFiles.Select(file => Path.Combine(Path.GetDirectoryName(OnnxPath)!, file))).Append(ConfigPath).Where(File.Exists);
}
