namespace SparseEval.Onnx;

/// <summary>
/// Log-likelihoods of a batch of multiple-choice items in two passes: first the part that an item's options share, once an item; then what is
/// left of each option, after the shared part's key/values. Rows are padded on the right, and masks and positions make padding invisible.
/// </summary>
internal sealed class LogLikelihoodPass(DecoderSession session)
{
    private readonly LogProbabilities _probabilities = new(session.Layout.Vocabulary);

    /// <summary>One answer an item, in their order.</summary>
    /// <param name="items">The rows of the first pass.</param>
    /// <param name="beginning">Key/values of the tokens that all of them begin with, or null.</param>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items, KeyValues? beginning)
    {
        using var pass = Prefill.Run(session, items, beginning, item => Enumerable.Range(item.ContextLength - 1, item.Shared.Length - item.ContextLength + 1));
        var (sums, place) = (new double[items.Count][], 0);
        for (var row = 0; row < sums.Length; row++) sums[row] = ScoreShared(items[row], pass, ref place);
        ScoreTails(items, pass.Present, sums);
        return [.. items.Select((item, row) => ToAnswer(item, sums[row]))];
    }

    private double[] ScoreShared(EncodedRequest item, ForwardPass pass, ref int place)
    {
        var sums = new double[item.Continuations.Length];
        for (var position = item.ContextLength; position <= item.Shared.Length; position++)
        {
            var logits = pass.Logits(place++);
            var normalizer = _probabilities.Normalizer(logits);
            var token = position - item.ContextLength;
            for (var i = 0; i < sums.Length; i++)
                if (token < item.Continuations[i].Length) sums[i] += logits[item.Continuations[i][token]] - normalizer;
        }
        return sums;
    }

    private void ScoreTails(IReadOnlyList<EncodedRequest> items, KeyValues shared, double[][] sums)
    {
        var rows = new List<Tail>();
        for (var item = 0; item < items.Count; item++)
            for (var option = 0; option < sums[item].Length; option++)
                if (items[item].TailLength(option) > 0) rows.Add(new Tail(item, option, items[item]));
        if (session.PadsRows) ScoreTails(rows, shared, sums);
        else
        {
            foreach (var equal in rows.GroupBy(r => r.Tokens.Length))
                foreach (var part in equal.Chunk(equal.Key == 1 || session.ContinuesRows ? int.MaxValue : 1)) ScoreTails([.. part], shared, sums);
        }
    }

    private void ScoreTails(List<Tail> rows, KeyValues shared, double[][] sums)
    {
        if (rows.Count == 0) return;
        var length = rows.Max(r => r.Tokens.Length);
        using var past = session.Compose([.. rows.Select(r => new KeptRow(shared, r.Item, 0, r.Request.Shared.Length))]);
        var filled = session.Begin(rows.Count, past.Length, length);
        for (var row = 0; row < rows.Count; row++) filled.Set(row, rows[row].Tokens.Span, rows[row].Request.Shared.Length);
        using var pass = session.Run(past, length, [.. rows.SelectMany((tail, row) => Enumerable.Range(row * length, tail.Targets.Length))]);
        var place = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var (item, option, targets) = (rows[row].Item, rows[row].Option, rows[row].Targets);
            for (var i = 0; i < targets.Length; i++)
            {
                var logits = pass.Logits(place++);
                sums[item][option] += logits[targets.Span[i]] - _probabilities.Normalizer(logits);
            }
        }
    }

    private static Answer ToAnswer(EncodedRequest item, double[] sums) =>
        Array.FindIndex(sums, s => !double.IsFinite(s)) is >= 0 and var bad
            ? Answer.Failed(item, $"the log-likelihood of its continuation {bad} is not finite; the model's logits hold NaN or infinity")
            : new Answer { LogLikelihoods = sums };

    /// <summary>What is left of an option after the shared part.</summary>
    private readonly record struct Tail(int Item, int Option, EncodedRequest Request)
    {
        /// <summary>Tokens that are run.</summary>
        public ReadOnlyMemory<int> Tokens => Request.Continuations[Option].AsMemory(Request.Shared.Length - Request.ContextLength, Request.TailLength(Option));

        /// <summary>Tokens whose probabilities they give.</summary>
        public ReadOnlyMemory<int> Targets => Request.Continuations[Option].AsMemory(Request.Shared.Length - Request.ContextLength + 1);
    }
}
