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
        if (values.FullPath(GraphSettings.Graph) is not { } path)
            return GraphSettings.Own.FirstOrDefault(values.IsFlag) is not { } alone ? null : throw new SparseEvalException($"{alone.Flag} is about any ONNX model, and none is named. Give --graph PATH, or leave it out.");
        Setting[] others = [KnownSettings.Model, KnownSettings.DraftModel, KnownSettings.Devices, LocalSettings.Precision, .. ServerSettings.Own, .. CommandSettings.Own];
        if (Array.Find(others, values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} is about another kind of model than --graph. Leave one of them out.");
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
