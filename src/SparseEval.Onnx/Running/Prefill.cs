namespace SparseEval.Onnx;

/// <summary>The first pass over a batch: what its items' rows hold after the beginning that all of them share.</summary>
internal static class Prefill
{
    /// <summary>Runs the shared parts of items after the key/values of their common beginning.</summary>
    /// <param name="session">The model.</param>
    /// <param name="items">The rows.</param>
    /// <param name="beginning">Key/values of one row, or null: from the start.</param>
    /// <param name="wanted">Places in a row, from its text's start, whose logits are wanted.</param>
    public static ForwardPass Run(DecoderSession session, IReadOnlyList<EncodedRequest> items, KeyValues? beginning, Func<EncodedRequest, IEnumerable<int>> wanted)
    {
        var start = beginning?.Length ?? 0;
        var length = items.Max(i => i.Shared.Length) - start;
        using var past = beginning is null ? session.EmptyPast(items.Count) : session.Repeat(beginning, items.Count);
        var rows = session.Begin(items.Count, start, length);
        for (var row = 0; row < items.Count; row++) rows.Set(row, items[row].Shared.AsSpan(start), start);
        return session.Run(past, length, [.. items.SelectMany((item, row) => wanted(item).Select(place => row * length + place - start))]);
    }
}
