namespace SparseEval.Onnx;

/// <summary>Texts and special tokens in order.</summary>
/// <param name="Items">A text ("A" or "B") with no ids, or a token's ids.</param>
internal sealed record Template(IReadOnlyList<(string? Text, int[] Ids)> Items)
{
    public static Template Of(params ReadOnlySpan<string> texts) => new([.. texts.ToArray().Select(t => ((string?)t, Array.Empty<int>()))]);

    public bool AddsNothing => Items.All(i => i.Text is not null) && Items.Select(i => i.Text).Distinct().Count() == Items.Count;

    /// <summary>Ids before the first text.</summary>
    public int[] Prefix => [.. Items.TakeWhile(i => i.Text is null).SelectMany(i => i.Ids)];

    /// <summary>Puts the ids of texts in their places.</summary>
    public int[] Apply(int[] first, int[] second) => [.. Items.SelectMany(i => i.Text switch { "A" => first, "B" => second, _ => i.Ids })];
}
