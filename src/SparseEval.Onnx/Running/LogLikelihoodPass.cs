namespace SparseEval.Onnx;

/// <summary>
/// Log-likelihoods of a batch of multiple-choice items in two passes: first the part that an item's options share, once an item; then what is
/// left of each option, after the shared part's key/values. Rows are padded on the right, and masks and positions make padding invisible.
/// </summary>
/// <param name="session">The model.</param>
/// <param name="limits">What the second pass may hold.</param>
internal sealed class LogLikelihoodPass(DecoderSession session, PassLimits limits)
{
    /// <summary>One answer an item, in their order.</summary>
    /// <param name="items">The rows of the first pass.</param>
    /// <param name="beginning">Key/values of the tokens that all of them begin with, or null.</param>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items, KeyValues? beginning)
    {
        using var pass = Prefill.Run(session, items, beginning, item => Enumerable.Range(item.ContextLength - 1, item.Shared.Length - item.ContextLength + 1));
        var sums = ScoreShared(items, pass);
        ScoreTails(items, pass.Present, sums);
        return [.. items.Select((item, row) => ToAnswer(item, sums[row]))];
    }

    private static double[][] ScoreShared(IReadOnlyList<EncodedRequest> items, ForwardPass pass)
    {
        var (wanted, owners, place) = (new List<(int Place, int Token)>(), new List<(int Item, int Option)>(), 0);
        for (var i = 0; i < items.Count; i++)
        {
            for (var token = 0; token <= items[i].Shared.Length - items[i].ContextLength; token++, place++)
            {
                for (var option = 0; option < items[i].Continuations.Length; option++)
                {
                    if (token >= items[i].Continuations[option].Length) continue;
                    wanted.Add((place, items[i].Continuations[option][token]));
                    owners.Add((i, option));
                }
            }
        }
        var sums = items.Select(item => new double[item.Continuations.Length]).ToArray();
        foreach (var ((item, option), found) in owners.Zip(pass.Logits.LogProbabilities(wanted))) sums[item][option] += found;
        return sums;
    }

    private void ScoreTails(IReadOnlyList<EncodedRequest> items, KeyValues shared, double[][] sums)
    {
        var rows = new List<Tail>();
        for (var item = 0; item < items.Count; item++)
            for (var option = 0; option < sums[item].Length; option++)
                if (items[item].TailLength(option) > 0) rows.Add(new Tail(item, option, items[item]));
        foreach (var group in rows.GroupBy(r => session.PadsRows ? 0 : r.Tokens.Length))
            foreach (var part in limits.Divide([.. group], r => r.Tokens.Length, session.ContinuesRows || group.Key == 1)) ScoreParts(part, shared, sums);
    }

    /// <summary>Where memory runs out, in halves: options that fit one by one need not fit together.</summary>
    private void ScoreParts(List<Tail> rows, KeyValues shared, double[][] sums)
    {
        try
        {
            ScoreTails(rows, shared, sums);
            return;
        }
        catch (OrtException problem) when (problem.IsOutOfMemory && rows.Count > 1)
        {
            // The rows of the failed pass are let go before the halves are run.
        }
        var half = (rows.Count + 1) / 2;
        ScoreParts(rows[..half], shared, sums);
        ScoreParts(rows[half..], shared, sums);
    }

    private void ScoreTails(List<Tail> rows, KeyValues shared, double[][] sums)
    {
        var length = rows.Max(r => r.Tokens.Length);
        using var past = session.Compose([.. rows.Select(r => new KeptRow(shared, r.Item, 0, r.Request.Shared.Length))]);
        var filled = session.Begin(rows.Count, past.Length, length);
        for (var row = 0; row < rows.Count; row++) filled.Set(row, rows[row].Tokens.Span, rows[row].Request.Shared.Length);
        using var pass = session.Run(past, length, [.. rows.SelectMany((tail, row) => Enumerable.Range(row * length, tail.Targets.Length))]);
        var place = 0;
        var found = pass.Logits.LogProbabilities([.. rows.SelectMany(tail => tail.Targets.ToArray(), (_, token) => (place++, token))]);
        place = 0;
        foreach (var tail in rows)
            for (var i = 0; i < tail.Targets.Length; i++) sums[tail.Item][tail.Option] += found[place++];
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
