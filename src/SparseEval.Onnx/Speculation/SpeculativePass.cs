namespace SparseEval.Onnx;

/// <summary>
/// Greedy generation of which a small model guesses several tokens ahead and the larger one checks them in one pass: a guess counts where it is the
/// token that the larger model would have chosen, so that texts are those of the larger model alone, as far as rounding does not decide between two
/// tokens. (Leviathan, Kalman and Matias 2023, arXiv:2211.17192; greedy, so that accepting is comparing.)
/// </summary>
/// <param name="session">The larger model.</param>
/// <param name="flops">What its passes cost.</param>
/// <param name="draft">The small one.</param>
/// <param name="newRow">Begins a text.</param>
/// <param name="tokenBudget">Most tokens of a pass in which rows enter.</param>
internal sealed class SpeculativePass(DecoderSession session, FlopCount flops, DraftModel draft, Func<EncodedRequest, GeneratedRow> newRow, int tokenBudget)
{
    /// <summary>Passes of the larger model after a text's first token, counted for each text in them.</summary>
    public long Steps { get; private set; }

    /// <summary>Tokens that these passes gave.</summary>
    public long Tokens { get; private set; }

    /// <inheritdoc cref="GenerationPass.Run"/>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items, KeyValues? beginning, int places, CancellationToken cancellationToken)
    {
        var all = items.Select(item => new SpeculativeRow(newRow(item))).ToArray();
        var waiting = new Queue<SpeculativeRow>(all);
        // Rows grow by different numbers of tokens, which only padding lets stand side by side.
        if (!session.PadsRows || !draft.Session.PadsRows) places = 1;
        using var running = new SpeculativeRows(session, flops, draft);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entering = new List<SpeculativeRow>();
            for (var longest = 0; running.Open + entering.Count < places && waiting.TryPeek(out var next); entering.Add(waiting.Dequeue()))
            {
                longest = Math.Max(longest, next.Text.Item.Shared.Length);
                if (entering.Count > 0 && (long)(entering.Count + 1) * longest > tokenBudget) break;
            }
            running.Exchange(entering, beginning);
            if (running.Open > 0)
            {
                var (steps, tokens) = running.Round();
                (Steps, Tokens) = (Steps + steps, Tokens + tokens);
            }
            else if (waiting.Count == 0) return Array.ConvertAll(all, row => row.Text.Answer! with { GenerationFlops = row.Flops });
        }
    }
}
