using System.Globalization;
using SparseEval.Cli.Settings;
using SparseEval.Onnx;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the options of any ONNX model from the values in force.</summary>
internal static class GraphComposer
{
    private static readonly Dictionary<string, GraphAnswer> Answers = new(StringComparer.Ordinal) { ["labels"] = GraphAnswer.Labels, ["number"] = GraphAnswer.Number, ["embedding"] = GraphAnswer.Embedding };

    /// <summary>Null where none is named.</summary>
    public static GraphEngineOptions? Options(SettingValues values)
    {
        if (EngineTaken.KindOf(values) != EngineKind.Graph || values.FullPath(GraphSettings.Graph) is not { } path) return null;
        _ = values.Required(GraphSettings.Post);
        var options = new GraphEngineOptions
        {
            ModelPath = path,
            Answer = Choice.Of(values, GraphSettings.Post, Answers, ""),
            Input = values.Text(GraphSettings.Input),
            Output = values.Text(GraphSettings.Output),
            Labels = Labels(values),
            Files = values.FullPath(GraphSettings.Files),
            PixelMean = Numbers(values, GraphSettings.PixelMean) ?? [0],
            PixelDeviation = Numbers(values, GraphSettings.PixelDeviation) ?? [1],
            Threads = values.Integer(KnownSettings.Threads, least: 1) ?? 0,
            MemoryLimit = ByteSize.Of(values, LocalSettings.MemoryLimit),
        };
        return values.Text(KnownSettings.Provider) is { } providers
            ? options with { Providers = providers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) } : options;
    }

    private static string[] Labels(SettingValues values)
    {
        if (values.Text(GraphSettings.Labels) is not { } text) return [];
        var path = values.FullPath(GraphSettings.Labels)!;
        return File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)] : text.Split(',', StringSplitOptions.TrimEntries);
    }

    private static double[]? Numbers(SettingValues values, Setting setting)
    {
        if (values.Text(setting) is not { } text) return null;
        return Array.ConvertAll(text.Split(',', StringSplitOptions.TrimEntries), part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new SparseEvalException($"{values.Origin(setting)} is '{text}'; give one number or three, separated by commas."));
    }
}
