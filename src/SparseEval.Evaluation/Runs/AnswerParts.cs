using System.Collections.Concurrent;

namespace SparseEval.Evaluation;

/// <summary>
/// Answers to parts of items: a model's before its judge's, one epoch's before the next. They are kept until their item is finished, in the journal where the run breaks off before, so that what was paid for is neither
/// asked for again nor left out of the ledger.
/// </summary>
internal sealed class AnswerParts
{
    private readonly ConcurrentDictionary<(string Item, string Part), Completion> _kept = new();

    /// <summary>What no finished item has taken up, in the order of items and parts.</summary>
    public IReadOnlyList<AnswerPart> All => [.. _kept.Select(kept => new AnswerPart(kept.Key.Item, kept.Key.Part, kept.Value)).OrderBy(part => part.Item, StringComparer.Ordinal).ThenBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>The kept answer, or null.</summary>
    public Completion? Find(string item, string part) => _kept.GetValueOrDefault((item, part));

    public void Keep(string item, string part, Completion answer) => _kept[(item, part)] = answer;

    /// <summary>Of items that are finished.</summary>
    public void Forget(IReadOnlySet<string> items)
    {
        foreach (var key in _kept.Keys)
            if (items.Contains(key.Item)) _kept.TryRemove(key, out _);
    }

    /// <summary>Answers in the order of a batch's requests: those that were kept, and the engine's for the others, which are kept from then on.</summary>
    /// <param name="batch">It carries the parts; without them all is asked and nothing kept.</param>
    /// <param name="name">Of the part that a request asks for.</param>
    /// <param name="ask">The engine.</param>
    public static async ValueTask<IReadOnlyList<Completion>> AnswersAsync(EngineBatch batch, Func<EngineRequest, string> name, Func<EngineBatch, ValueTask<IReadOnlyList<Completion>>> ask)
    {
        if (batch.Parts is not { } parts) return AnswerCheck.Checked(batch, await ask(batch).ConfigureAwait(false));
        var open = batch.Requests.Where(request => parts.Find(request.ItemId, name(request)) is null).ToArray();
        if (open.Length > 0)
        {
            var asked = open.Length == batch.Requests.Count ? batch : batch with { Requests = open };
            foreach (var (request, answer) in open.Zip(AnswerCheck.Checked(asked, await ask(asked).ConfigureAwait(false)))) parts.Keep(request.ItemId, name(request), answer);
        }
        return [.. batch.Requests.Select(request => parts.Find(request.ItemId, name(request))!)];
    }
}
