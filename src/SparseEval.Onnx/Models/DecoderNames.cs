namespace SparseEval.Onnx;

/// <summary>
/// Names of a decoder's inputs and outputs, %d standing for the layer: Optimum's, unless genai_config.json gives others under
/// <c>model.decoder.inputs</c> and <c>outputs</c>.
/// </summary>
internal sealed record DecoderNames
{
    public string Ids { get; init; } = "input_ids";

    public string Mask { get; init; } = "attention_mask";

    public string Positions { get; init; } = "position_ids";

    public string Logits { get; init; } = "logits";

    public string PastKey { get; init; } = "past_key_values.%d.key";

    public string PastValue { get; init; } = "past_key_values.%d.value";

    public string PresentKey { get; init; } = "present.%d.key";

    public string PresentValue { get; init; } = "present.%d.value";

    /// <summary>Key and value in one tensor, [2, batch, heads, past, head], as older exports of GPT-2 have them.</summary>
    public string Past { get; init; } = "past_%d";

    /// <summary>The output of <see cref="Past"/>.</summary>
    public string Present { get; init; } = "present_%d";

    public static DecoderNames From(ConfigFiles files)
    {
        var usual = new DecoderNames();
        return new DecoderNames
        {
            Ids = files.Text("inputs", "input_ids") ?? usual.Ids,
            Mask = files.Text("inputs", "attention_mask") ?? usual.Mask,
            Positions = files.Text("inputs", "position_ids") ?? usual.Positions,
            Logits = files.Text("outputs", "logits") ?? usual.Logits,
            PastKey = files.Text("inputs", "past_key_names") ?? usual.PastKey,
            PastValue = files.Text("inputs", "past_value_names") ?? usual.PastValue,
            PresentKey = files.Text("outputs", "present_key_names") ?? usual.PresentKey,
            PresentValue = files.Text("outputs", "present_value_names") ?? usual.PresentValue,
            Past = files.Text("inputs", "past_names") ?? usual.Past,
            Present = files.Text("outputs", "present_names") ?? usual.Present,
        };
    }

    public static bool NamesLayer(string pattern) => pattern.Contains("%d", StringComparison.Ordinal);

    public static string Layer(string pattern, int layer) => pattern.Replace("%d", $"{layer}", StringComparison.Ordinal);
}
