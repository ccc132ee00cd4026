namespace SparseEval.Onnx;

/// <summary>An item's numbers, from its prompt or from the file that it names.</summary>
/// <param name="input">The graph's input, [batch, ...].</param>
/// <param name="options">Where files lie, and how pixels are scaled.</param>
internal sealed class ItemNumbers(TensorInfo input, GraphEngineOptions options)
{
    /// <summary>The numbers in the input's shape, and of those that a file holds its digest.</summary>
    /// <exception cref="SparseEvalException">There are none, or not of the shape that the input takes.</exception>
    public (ItemArray Numbers, string? Content) Read(string prompt)
    {
        var text = prompt.Trim();
        var file = NamesFile(text) ? ItemFile.Read(options.Files!, text) : null;
        var numbers = file is null ? JsonNumbers.Read(text, input.Type == TensorType.Float64)
            : file.IsArray ? NpyFile.Read(file.Path, file.Bytes) : new ImagePixels(input, options).Of(text, ImageFile.Read(file.Path, file.Bytes));
        return (numbers.For(input), file?.Digest);
    }

    /// <summary>The digest of the file that a prompt names, as it is now; null where it names none.</summary>
    public string? ContentOf(string prompt) => NamesFile(prompt.Trim()) ? ItemFile.DigestOf(options.Files!, prompt.Trim()) : null;

    private bool NamesFile(string text) => options.Files is not null && !text.StartsWith('[');
}
