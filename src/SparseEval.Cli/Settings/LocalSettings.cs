namespace SparseEval.Cli.Settings;

/// <summary>Which graph of a model folder is opened, and on how much memory.</summary>
internal static class LocalSettings
{
    public static readonly Setting Precision = new("precision", "Which graph of the model's folder: fp16 is model_fp16.onnx, so int8, q4 and others; fp32 is the one without an ending, the default.") { ValueName = "name" };
    public static readonly Setting MemoryLimit = new("memory-limit", "Most memory of a session on cpu or cuda, weights included, such as 8GB; batches that do not fit are halved. Default no limit.") { ValueName = "size" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Precision, MemoryLimit];
}
