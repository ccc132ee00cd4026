namespace SparseEval.Onnx;

/// <summary>
/// The inputs and outputs of a decoder with past as Hugging Face Optimum exports it: input_ids, attention_mask, perhaps position_ids, and
/// past_key_values.{i}.key/value [batch, heads, past, head]; logits [batch, sequence, vocabulary] and present.{i}.key/value.
/// </summary>
internal sealed record DecoderLayout
{
    /// <summary>Names of the inputs in the order in which we give them: ids, mask, positions if any, then key and value of every layer.</summary>
    public required IReadOnlyList<string> InputNames { get; init; }

    /// <summary>Names of the outputs in our order: logits, then key and value of every layer.</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>Types of ids, mask and positions: 64 or 32 bits.</summary>
    public required IReadOnlyList<TensorType> IntegerTypes { get; init; }

    /// <summary>Whether the model takes position_ids. Where it does not, rows of a batch must be equally long.</summary>
    public bool HasPositions => IntegerTypes.Count == 3;

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads of keys and values.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of a head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Size of the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Fits a session's inputs and outputs to this layout.</summary>
    /// <exception cref="SparseEvalException">They do not fit; the message names what is missing or not known.</exception>
    public static DecoderLayout From(string path, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<TensorInfo> outputs)
    {
        var layers = 0;
        while (inputs.Any(i => i.Name == $"past_key_values.{layers}.key")) layers++;
        List<string> tokens = inputs.Any(i => i.Name == "position_ids") ? ["input_ids", "attention_mask", "position_ids"] : ["input_ids", "attention_mask"];
        string[] past = [.. Pairs("past_key_values", Math.Max(1, layers))], present = [.. Pairs("present", Math.Max(1, layers))];
        string[] inputNames = [.. tokens, .. past], outputNames = ["logits", .. present];
        Demand(path, "input", inputs, inputNames);
        Demand(path, "output", outputs, outputNames);
        if (inputs.FirstOrDefault(i => !inputNames.Contains(i.Name)) is { } strange)
            throw Misfit(path, $"wants the input '{strange.Name}', which a text decoder does not have", inputs);

        var integers = tokens.ConvertAll(name => Shaped(path, inputs, name, 2, TensorType.Int64, TensorType.Int32).Type);
        foreach (var name in past) Shaped(path, inputs, name, 4, TensorType.Float32);
        foreach (var name in present) Shaped(path, outputs, name, 4, TensorType.Float32);
        var key = inputs.First(i => i.Name == past[0]);
        var logits = Shaped(path, outputs, "logits", 3, TensorType.Float32);
        if (key.Shape[1] <= 0 || key.Shape[3] <= 0) throw Misfit(path, $"leaves the heads or the head width of '{key.Name}' open", inputs);
        if (logits.Shape[2] <= 0) throw Misfit(path, "leaves the vocabulary of 'logits' open", outputs);
        return new DecoderLayout
        {
            InputNames = inputNames,
            OutputNames = outputNames,
            IntegerTypes = integers,
            Layers = layers,
            Heads = (int)key.Shape[1],
            HeadWidth = (int)key.Shape[3],
            Vocabulary = (int)logits.Shape[2],
        };
    }

    private static IEnumerable<string> Pairs(string prefix, int layers) =>
        Enumerable.Range(0, layers).SelectMany(i => new[] { $"{prefix}.{i}.key", $"{prefix}.{i}.value" });

    private static void Demand(string path, string kind, IReadOnlyList<TensorInfo> found, IReadOnlyList<string> wanted)
    {
        var missing = wanted.Where(name => found.All(f => f.Name != name)).ToList();
        if (missing.Count == 0) return;
        throw Misfit(path, $"has no {kind} '{string.Join("', '", missing.Take(3))}'{(missing.Count > 3 ? $" and {missing.Count - 3} more" : "")}", found);
    }

    private static TensorInfo Shaped(string path, IReadOnlyList<TensorInfo> found, string name, int rank, params ReadOnlySpan<TensorType> types)
    {
        var tensor = found.First(f => f.Name == name);
        // Batch and sequence must be open: a graph exported for one size runs no other.
        var open = name == "logits" || rank == 2 ? tensor.Shape.Take(2).All(d => d < 0) : tensor.Shape.Length == 4 && tensor.Shape[0] < 0 && tensor.Shape[2] < 0;
        if (tensor.Shape.Length == rank && types.Contains(tensor.Type) && open) return tensor;
        throw Misfit(path, $"has '{tensor}', where {string.Join(" or ", types.ToArray())} of {rank} dimensions with open batch and sequence is expected", found);
    }

    private static SparseEvalException Misfit(string path, string what, IReadOnlyList<TensorInfo> found) =>
        new($"The model '{path}' {what}; it has {string.Join(", ", found.Take(8).Select(f => f.Name))}{(found.Count > 8 ? ", ..." : "")}. "
            + "Export it as a decoder with past (optimum-cli export onnx --task text-generation-with-past).");
}
