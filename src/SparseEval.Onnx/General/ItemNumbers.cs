using System.Text.Json;

namespace SparseEval.Onnx;

/// <summary>An item's numbers, from its prompt or from the file that it names.</summary>
/// <param name="input">The graph's input, [batch, ...].</param>
/// <param name="options">Where files lie, and how pixels are scaled.</param>
internal sealed class ItemNumbers(TensorInfo input, GraphEngineOptions options)
{
    /// <summary>The numbers, and of those that a file holds its digest.</summary>
    /// <exception cref="SparseEvalException">There are none, or not as many as the input takes.</exception>
    public (float[] Numbers, string? Content) Read(string prompt)
    {
        var text = prompt.Trim();
        var file = NamesFile(text) ? ItemFile.Read(options.Files!, text) : null;
        var numbers = file is null ? FromJson(text) : file.IsArray ? NpyFile.Read(file.Path, file.Bytes) : Pixels(text, ImageFile.Read(file.Path, file.Bytes));
        var wanted = input.Shape.Skip(1).All(d => d > 0) ? input.Shape.Skip(1).Aggregate(1L, (a, b) => a * b) : numbers.Length;
        return wanted == numbers.Length ? (numbers, file?.Digest) : throw new SparseEvalException($"its prompt holds {numbers.Length} numbers, the input '{input.Name}' takes {wanted}.");
    }

    /// <summary>The digest of the file that a prompt names, as it is now; null where it names none.</summary>
    public string? ContentOf(string prompt) => NamesFile(prompt.Trim()) ? ItemFile.DigestOf(options.Files!, prompt.Trim()) : null;

    private bool NamesFile(string text) => options.Files is not null && !text.StartsWith('[');

    /// <summary>Channels first or last, as the input has them; the image's sides must be the input's, since every way to resize gives other numbers.</summary>
    private float[] Pixels(string name, ImageFile image)
    {
        if (input.Shape.Length != 4) throw new SparseEvalException($"the input '{input}' takes no images, which are [batch, channels, rows, columns] or [batch, rows, columns, channels].");
        var last = input.Shape[3] is 1 or 3 && input.Shape[1] is not (1 or 3);
        var (channels, rows, columns) = last ? (input.Shape[3], input.Shape[1], input.Shape[2]) : (input.Shape[1], input.Shape[2], input.Shape[3]);
        if (channels != image.Channels || rows != image.Height || columns != image.Width)
            throw new SparseEvalException($"the image '{name}' has {image.Height} rows, {image.Width} columns and {image.Channels} channels, where '{input}' is expected. Resize it as the model's makers do.");
        var values = new float[image.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, image.Channels);
            var value = ((image.Values[i] / 255.0) - Of(options.PixelMean, channel)) / Of(options.PixelDeviation, channel);
            values[last ? i : (channel * image.Width * image.Height) + pixel] = (float)value;
        }
        return values;
    }

    private static double Of(IReadOnlyList<double> channels, int channel) => channels[channels.Count == 1 ? 0 : channel];

    private static float[] FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var numbers = new List<float>();
            Add(document.RootElement, numbers);
            return [.. numbers];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            throw new SparseEvalException("its prompt is no JSON list of numbers, such as [5.1, 3.5].", problem);
        }
    }

    private static void Add(JsonElement json, List<float> numbers)
    {
        if (json.ValueKind != JsonValueKind.Array) numbers.Add(json.GetSingle());
        else foreach (var inner in json.EnumerateArray()) Add(inner, numbers);
    }
}
