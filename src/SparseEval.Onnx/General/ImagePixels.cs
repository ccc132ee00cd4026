namespace SparseEval.Onnx;

/// <summary>An image's pixels, scaled, channels first or last as the input has them.</summary>
/// <param name="input">The graph's input.</param>
/// <param name="options">How pixels are scaled.</param>
internal sealed class ImagePixels(TensorInfo input, GraphEngineOptions options)
{
    /// <summary>
    /// Sides that the input fixes must be the image's, since every way to resize gives other numbers; open ones take the image's. An input that leaves
    /// its channels open has them first, as PyTorch's exports do.
    /// </summary>
    /// <exception cref="SparseEvalException">The image does not fit.</exception>
    public ItemArray Of(string name, ImageFile image)
    {
        if (input.Shape.Length != 4) throw new SparseEvalException($"the input '{input}' takes no images, which are [batch, channels, rows, columns] or [batch, rows, columns, channels].");
        var last = input.Shape[3] is 1 or 3 && input.Shape[1] is not (1 or 3);
        long[] shape = last ? [image.Height, image.Width, image.Channels] : [image.Channels, image.Height, image.Width];
        if (input.Shape.Skip(1).Zip(shape).Any(side => side.First > 0 && side.First != side.Second))
            throw new SparseEvalException($"the image '{name}' has {image.Height} rows, {image.Width} columns and {image.Channels} channels, where '{input}' is expected. Resize it as the model's makers do.");
        var values = new double[image.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, image.Channels);
            values[last ? i : (channel * image.Width * image.Height) + pixel] = ((image.Values[i] / 255.0) - At(options.PixelMean, channel)) / At(options.PixelDeviation, channel);
        }
        return new ItemArray(values, shape);
    }

    private static double At(IReadOnlyList<double> channels, int channel) => channels[channels.Count == 1 ? 0 : channel];
}
