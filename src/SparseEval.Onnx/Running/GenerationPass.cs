namespace SparseEval.Onnx;

/// <summary>
/// Generation with cached key/values and continuous batching: rows whose text has ended leave, waiting ones enter in their place, and rows in between
/// keep running. Every row ends at the last position of the key/values; what stands before its first is masked.
/// </summary>
/// <param name="session">The model.</param>
/// <param name="tokenizer">Tokens to text.</param>
/// <param name="endTokens">Tokens that end a text.</param>
/// <param name="tokenBudget">Most tokens of a pass in which rows enter.</param>
internal sealed class GenerationPass(DecoderSession session, ITokenizer tokenizer, IReadOnlyList<int> endTokens, int tokenBudget)
{
    /// <summary>One answer an item, in their order.</summary>
    /// <param name="items">In any number; without padding all equally long.</param>
    /// <param name="beginning">Key/values of the tokens that all of them begin with, or null.</param>
    /// <param name="places">Most rows that run at once.</param>
    /// <param name="cancellationToken">Looked at before each pass.</param>
    public Answer[] Run(IReadOnlyList<EncodedRequest> items, KeyValues? beginning, int places, CancellationToken cancellationToken)
    {
        var all = items.Select(item => new GeneratedRow(item, tokenizer, endTokens)).ToArray();
        var waiting = new Queue<GeneratedRow>(all);
        using var running = new RunningRows(session);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = running.Rows.Count(r => r.Answer is null);
            if (waiting.Count > 0 && (open == 0 || (session.PadsRows && places - open >= Math.Max(1, places / 4)))) running.Exchange(Enter(waiting, places - open), beginning);
            else if (open == 0) return Array.ConvertAll(all, row => row.Answer!);
            else
            {
                if (open <= running.Rows.Count * 3 / 4) running.Exchange([], beginning);
                running.Step();
            }
        }
    }

    private List<GeneratedRow> Enter(Queue<GeneratedRow> waiting, int free)
    {
        var (entering, longest) = (new List<GeneratedRow>(), 0);
        while (entering.Count < free && waiting.TryPeek(out var next))
        {
            longest = Math.Max(longest, next.Item.Shared.Length);
            if (entering.Count > 0 && (long)(entering.Count + 1) * longest > tokenBudget) break;
            entering.Add(waiting.Dequeue());
        }
        return entering;
    }
}
