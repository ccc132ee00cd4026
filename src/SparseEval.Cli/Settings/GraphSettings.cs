namespace SparseEval.Cli.Settings;

/// <summary>Any ONNX model in the place of a decoder.</summary>
internal static class GraphSettings
{
    public static readonly Setting Graph = new("graph", "Any other ONNX model (.onnx): classifier, regression, embedding.") { ValueName = "path", IsPath = true };
    public static readonly Setting Input = new("graph-input", "Input that takes an item; default input_ids, else the first.") { ValueName = "name" };
    public static readonly Setting Output = new("graph-output", "Output that is read; default the first.") { ValueName = "name" };
    public static readonly Setting Post = new("graph-post", "What the output is: 'labels' (logits), 'number' or 'embedding'.") { ValueName = "kind", Values = () => ["labels", "number", "embedding"] };
    public static readonly Setting Labels = new("labels", "Texts of the labels in the output's order, separated by commas, or a text file with one a line.") { ValueName = "list" };
    public static readonly Setting Files = new("files", "Folder of the images (PNG, PPM, PGM) or .npy files that prompts name.") { ValueName = "folder", IsPath = true };
    public static readonly Setting PixelMean = new("pixel-mean", "Taken from pixels divided by 255: a number or three, such as 0.485,0.456,0.406.") { ValueName = "list" };
    public static readonly Setting PixelDeviation = new("pixel-deviation", "Divides pixels after that: a number or three, such as 0.229,0.224,0.225.") { ValueName = "list" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Graph, Input, Output, Post, Labels, Files, PixelMean, PixelDeviation];
}
