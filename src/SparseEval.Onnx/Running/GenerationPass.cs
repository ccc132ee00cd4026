using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Greedy generation for a batch with cached key/values; finished rows leave it once they are a quarter of it.</summary>
internal sealed class GenerationPass(DecoderSession session, ITokenizer tokenizer, IReadOnlyList<int> endTokens)
{
    /// <summary>One answer an item, in their order.</summary>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items, CancellationToken cancellationToken)
    {
        var length = items.Max(i => i.Shared.Length);
        LogLikelihoodPass.FillShared(session, items, length);
        var rows = items.Select(item => new Row(item)).ToList();
        var all = rows.ToArray();
        using var nothing = session.EmptyPast(items.Count);
        var pass = session.Run(nothing, length, [.. items.Select((item, row) => row * length + item.Shared.Length - 1)]);
        try
        {
            for (var i = 0; i < rows.Count; i++) Take(rows[i], pass.Logits(i));
            while (rows.Exists(r => r.Answer is null))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var next = Step(ref rows, pass.Present, length);
                pass.Dispose();
                pass = next;
                for (var i = 0; i < rows.Count; i++) if (rows[i].Answer is null) Take(rows[i], pass.Logits(i));
            }
        }
        finally
        {
            pass.Dispose();
        }
        return Array.ConvertAll(all, r => r.Answer!);
    }

    private ForwardPass Step(ref List<Row> rows, KeyValues past, int contextLength)
    {
        var before = rows;
        int[] kept = [.. Enumerable.Range(0, rows.Count).Where(i => before[i].Answer is null)];
        if (kept.Length > rows.Count * 3 / 4)
        {
            Fill(rows, past.Length, contextLength);
            return session.Run(past, 1, [.. Enumerable.Range(0, rows.Count)]);
        }
        rows = [.. kept.Select(i => before[i])];
        using var selected = session.Compose([.. kept.Select(i => new KeptRow(past, i, 0, past.Length))]);
        Fill(rows, past.Length, contextLength);
        return session.Run(selected, 1, [.. Enumerable.Range(0, rows.Count)]);
    }

    private void Fill(List<Row> rows, int past, int contextLength)
    {
        var total = past + 1;
        var ids = session.Ids(rows.Count, 1);
        var mask = session.Mask(rows.Count, total);
        var positions = session.Positions(rows.Count, 1);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var runs = row.Answer is null;
            ids[i] = runs ? row.Tokens[^1] : 0;
            // A finished row's position could run past the model's last.
            positions[i] = runs ? row.Item.Shared.Length + row.Tokens.Count - 1 : 0;
            var seen = mask.Slice(i * total, total);
            seen.Fill(1);
            seen[row.Item.Shared.Length..contextLength].Clear();
        }
    }

    private void Take(Row row, ReadOnlySpan<float> logits)
    {
        var token = TensorPrimitives.IndexOfMax(logits);
        if (!float.IsFinite(logits[token]))
        {
            row.Answer = Answer.Failed(row.Item, $"the logits after {row.Tokens.Count} generated tokens hold NaN or infinity") with { Generated = row.Tokens.Count };
            return;
        }
        var ended = endTokens.Contains(token);
        if (!ended) row.Tokens.Add(token);
        var text = tokenizer.Decode(CollectionsMarshal.AsSpan(row.Tokens));
        var cut = FirstStop(text, ((GenerationRequest)row.Item.Request).Stop);
        if (!ended && cut < 0 && row.Tokens.Count < row.Item.MaxTokens) return;
        row.Answer = new Answer { Text = cut < 0 ? text : text[..cut], Generated = row.Tokens.Count + (ended ? 1 : 0) };
    }

    private static int FirstStop(string text, IReadOnlyList<string> stops)
    {
        var first = -1;
        foreach (var stop in stops)
        {
            var at = stop.Length == 0 ? -1 : text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        return first;
    }

    private sealed class Row(EncodedRequest item)
    {
        public EncodedRequest Item { get; } = item;

        public List<int> Tokens { get; } = [];

        public Answer? Answer { get; set; }
    }
}
