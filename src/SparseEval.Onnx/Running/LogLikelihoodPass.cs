namespace SparseEval.Onnx;

/// <summary>
/// Log-likelihoods of a batch of multiple-choice items in two passes: first the part that an item's options share, once an item; then what is
/// left of each option, after the shared part's key/values. Rows are padded on the right, and masks and positions make padding invisible.
/// </summary>
internal sealed class LogLikelihoodPass(DecoderSession session)
{
    private readonly LogProbabilities _probabilities = new(session.Layout.Vocabulary);

    /// <summary>One answer an item, in their order.</summary>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items)
    {
        var length = items.Max(i => i.Shared.Length);
        FillShared(session, items, length);
        using var nothing = session.EmptyPast(items.Count);
        using var pass = session.Run(nothing, length);
        var sums = new double[items.Count][];
        for (var row = 0; row < sums.Length; row++) sums[row] = ScoreShared(items[row], row, pass);
        ScoreTails(items, pass.Present, sums);
        return [.. items.Select((item, row) => ToAnswer(item, sums[row]))];
    }

    /// <summary>Fills the session's inputs with the shared parts of items, from position 0.</summary>
    public static void FillShared(DecoderSession session, IReadOnlyList<EncodedRequest> items, int length)
    {
        var ids = session.Ids(items.Count, length);
        var mask = session.Mask(items.Count, length);
        var positions = session.Positions(items.Count, length);
        ids.Clear();
        mask.Clear();
        for (var row = 0; row < items.Count; row++)
        {
            var tokens = items[row].Shared;
            for (var i = 0; i < tokens.Length; i++) ids[row * length + i] = tokens[i];
            mask.Slice(row * length, tokens.Length).Fill(1);
            for (var i = 0; i < length; i++) positions[row * length + i] = Math.Min(i, tokens.Length - 1);
        }
    }

    private double[] ScoreShared(EncodedRequest item, int row, ForwardPass pass)
    {
        var sums = new double[item.Continuations.Length];
        for (var position = item.ContextLength; position <= item.Shared.Length; position++)
        {
            var logits = pass.Logits(row, position - 1);
            var normalizer = _probabilities.Normalizer(logits);
            var token = position - item.ContextLength;
            for (var i = 0; i < sums.Length; i++)
                if (token < item.Continuations[i].Length) sums[i] += logits[item.Continuations[i][token]] - normalizer;
        }
        return sums;
    }

    private void ScoreTails(IReadOnlyList<EncodedRequest> items, KeyValues shared, double[][] sums)
    {
        var rows = new List<(int Item, int Option)>();
        for (var item = 0; item < items.Count; item++)
            for (var option = 0; option < sums[item].Length; option++)
                if (items[item].TailLength(option) > 0) rows.Add((item, option));
        if (rows.Count == 0) return;

        var length = rows.Max(r => items[r.Item].TailLength(r.Option));
        FillTails(items, rows, shared.Length, length);
        using var past = session.Select(shared, [.. rows.Select(r => r.Item)]);
        using var pass = session.Run(past, length);
        for (var row = 0; row < rows.Count; row++)
        {
            var item = items[rows[row].Item];
            var tokens = item.Continuations[rows[row].Option].AsSpan(item.Shared.Length - item.ContextLength + 1);
            for (var i = 0; i < tokens.Length; i++)
            {
                var logits = pass.Logits(row, i);
                sums[rows[row].Item][rows[row].Option] += logits[tokens[i]] - _probabilities.Normalizer(logits);
            }
        }
    }

    private void FillTails(IReadOnlyList<EncodedRequest> items, List<(int Item, int Option)> rows, int past, int length)
    {
        var total = past + length;
        var ids = session.Ids(rows.Count, length);
        var mask = session.Mask(rows.Count, total);
        var positions = session.Positions(rows.Count, length);
        ids.Clear();
        mask.Clear();
        for (var row = 0; row < rows.Count; row++)
        {
            var item = items[rows[row].Item];
            var tail = item.Continuations[rows[row].Option].AsSpan(item.Shared.Length - item.ContextLength, item.TailLength(rows[row].Option));
            for (var i = 0; i < length; i++)
            {
                if (i < tail.Length) ids[row * length + i] = tail[i];
                positions[row * length + i] = item.Shared.Length + Math.Min(i, tail.Length - 1);
            }
            mask.Slice(row * total, item.Shared.Length).Fill(1);
            mask.Slice(row * total + past, tail.Length).Fill(1);
        }
    }

    private static Answer ToAnswer(EncodedRequest item, double[] sums) =>
        Array.FindIndex(sums, s => !double.IsFinite(s)) is >= 0 and var bad
            ? Answer.Failed(item, $"the log-likelihood of its continuation {bad} is not finite; the model's logits hold NaN or infinity")
            : new Answer { LogLikelihoods = sums };
}
