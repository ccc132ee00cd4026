namespace SparseEval.Onnx;

/// <summary>Fits a session's inputs and outputs to a decoder's layout, or says what does not fit.</summary>
internal sealed class LayoutReader(string path, ModelConfig config, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
{
    private readonly DecoderNames _names = config.Names;

    /// <exception cref="SparseEvalException">They do not fit; the message names what is missing or not known.</exception>
    public DecoderLayout Read()
    {
        var past = ReadPast(out var layers);
        var ids = Tensor(inputs, "input", _names.Ids, 2, TensorType.Int64, TensorType.Int32);
        var mask = Optional(_names.Mask, 2, TensorType.Int64, TensorType.Int32);
        var positions = Optional(_names.Positions, 2, TensorType.Int64, TensorType.Int32);
        var branch = Optional("use_cache_branch", 1, TensorType.Bool);
        var rows = Optional(LogitGather.Input, 1, TensorType.Int64);
        var logits = Tensor(outputs, "output", _names.Logits, 3, TensorType.Float32, TensorType.Float16, TensorType.BFloat16);
        if (inputs.FirstOrDefault(i => new[] { ids, mask, positions, branch, rows }.All(t => t?.Name != i.Name) && past.All(p => p.Input != i.Name)) is { } strange)
            throw Misfit($"wants the input '{strange.Name}', which a text decoder does not have", inputs);
        var vocabulary = logits.Shape[2] > 0 ? (int)logits.Shape[2] : config.Vocabulary ?? throw Misfit($"leaves the vocabulary of '{logits.Name}' open, and no config file says vocab_size", outputs);
        if (config.EndTokens.Where(t => t >= vocabulary).Select(t => (int?)t).FirstOrDefault() is { } outside)
            throw new SparseEvalException($"The config files of '{path}' say eos_token_id {outside}, and the model has tokens 0 to {vocabulary - 1}: no text would end by it. Put the graph's own files beside it.");
        return new DecoderLayout { Ids = ids, Mask = mask, Positions = positions, Branch = branch, Rows = rows, Logits = logits, Past = past, Layers = layers, Vocabulary = vocabulary };
    }

    private List<PastTensor> ReadPast(out int layers)
    {
        layers = 0;
        var found = new List<PastTensor>();
        var fused = Has(DecoderNames.Layer(_names.Past, 0)) && !Has(DecoderNames.Layer(_names.PastKey, 0));
        (string Past, string Present)[] patterns = fused ? [(_names.Past, _names.Present)] : [(_names.PastKey, _names.PresentKey), (_names.PastValue, _names.PresentValue)];
        do
        {
            foreach (var (input, output) in patterns) found.Add(ReadPast(DecoderNames.Layer(input, layers), DecoderNames.Layer(output, layers), fused ? 2 : 1));
            layers++;
        }
        // A pattern that names no layer is that of a model's only one.
        while (Array.TrueForAll(patterns, p => DecoderNames.NamesLayer(p.Past) && DecoderNames.NamesLayer(p.Present)) && Has(DecoderNames.Layer(patterns[0].Past, layers)));
        return found;
    }

    private PastTensor ReadPast(string input, string output, int blocks)
    {
        var rank = blocks == 1 ? 4 : 5;
        var past = Tensor(inputs, "input", input, rank, TensorType.Float32, TensorType.Float16, TensorType.BFloat16);
        Tensor(outputs, "output", output, rank, past.Type);
        var (heads, width) = (past.Shape[^3], past.Shape[^1]);
        if (heads <= 0) heads = config.KeyValueHeads ?? throw Misfit($"leaves the heads of '{input}' open, and no config file says num_key_value_heads", inputs);
        if (width <= 0) width = config.HeadWidth ?? throw Misfit($"leaves the head width of '{input}' open, and no config file says head_dim", inputs);
        return new PastTensor(input, output, past.Type, blocks, (int)heads, (int)width);
    }

    private bool Has(string input) => inputs.Any(i => i.Name == input);

    private TensorInfo? Optional(string name, int rank, params ReadOnlySpan<TensorType> types) => Has(name) ? Tensor(inputs, "input", name, rank, types) : null;

    private TensorInfo Tensor(IReadOnlyList<TensorInfo> among, string kind, string name, int rank, params ReadOnlySpan<TensorType> types)
    {
        var tensor = among.FirstOrDefault(f => f.Name == name) ?? throw Misfit($"has no {kind} '{name}'", among);
        if (tensor.Shape.Length == rank && types.Contains(tensor.Type) && (IsOpen(tensor.Shape) || (rank == 3 && Has(LogitGather.Input)))) return tensor;
        throw Misfit($"has '{tensor}', where {string.Join(" or ", types.ToArray())} of {rank} dimensions with open batch and sequence is expected", among);
    }

    /// <summary>Batch and sequence must be open: a graph exported for one size runs no other.</summary>
    private static bool IsOpen(long[] shape) => shape.Length switch
    {
        2 or 3 => shape[0] < 0 && shape[1] < 0,
        4 or 5 => shape[^4] < 0 && shape[^2] < 0,
        _ => true,
    };

    private SparseEvalException Misfit(string what, IReadOnlyList<TensorInfo> found) =>
        new($"The model '{path}' {what}; it has {string.Join(", ", found.Take(8).Select(f => f.Name))}{(found.Count > 8 ? ", ..." : "")}. "
            + "Export it as a decoder with past (optimum-cli export onnx --task text-generation-with-past, or onnxruntime-genai's model builder).");
}
