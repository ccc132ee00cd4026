using System.Diagnostics;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Runs a batch through the model: what all items begin with once, then log-likelihoods and texts group by group, and shares out what it cost.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly DecoderSession _session;
    private readonly KeptEncodings _encodings;
    private readonly CostCount _costs;
    private readonly LogLikelihoodPass _logLikelihoods;
    private readonly GenerateRows _generate;
    private readonly SharedPast _shared;
    private readonly EngineFaults _faults;
    private readonly int _places;
    private readonly GpuEnergyCounter? _energy;

    private delegate Answer[] GenerateRows(IReadOnlyList<EncodedRequest> items, KeyValues? beginning, int places, CancellationToken cancellationToken);

    /// <param name="decoder">The model; it stays the caller's.</param>
    /// <param name="options">Rows, tokens and the device.</param>
    /// <param name="encodings">The requests' tokens.</param>
    /// <param name="flops">What the model's passes cost.</param>
    /// <param name="costs">What items cost.</param>
    public BatchRunner(OpenedDecoder decoder, OnnxEngineOptions options, KeptEncodings encodings, FlopCount flops, CostCount costs)
    {
        var (session, draft, config, tokenizer, description) = decoder;
        (_session, _encodings, _costs, _places) = (session, encodings, costs, options.MaxBatch);
        _logLikelihoods = new LogLikelihoodPass(session, new PassLimits(options));
        _generate = draft is null
            ? new GenerationPass(session, tokenizer, config.EndTokens, options.TokenBudget).Run
            : new SpeculativePass(session, flops, draft, item => new GeneratedRow(item, tokenizer, config.EndTokens), options.TokenBudget).Run;
        _shared = new SharedPast(session, options.MemoryLimit);
        _faults = new EngineFaults(description.Provider, () => session.StillRuns() && draft?.Session.StillRuns() is null or true);
        _energy = description.Provider == "cpu" ? null : GpuEnergyCounter.TryOpen(options.Devices[0]);
    }

    public Completion[] Run(EngineBatch batch, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var energy = _energy?.Joules;
        var items = batch.Requests.Select(_encodings.Take).ToArray();
        var answers = Array.ConvertAll(items, i => new Answer { Error = i.Error });
        var beginning = new Beginning(_shared, Common(items, batch.SharedTokens));
        // A planned batch is one group; the grouping serves callers that make their own.
        var runnable = Enumerable.Range(0, items.Length).Where(i => items[i].Error is null);
        foreach (var group in runnable.GroupBy(i => (items[i].IsGeneration, _session.PadsRows ? 0 : items[i].Shared.Length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = RunGroup([.. group.Select(i => items[i])], beginning, cancellationToken);
            foreach (var (i, answer) in group.Zip(found)) answers[i] = answer;
        }
        ComputeCost[] costs = [.. items.Select((item, i) => item.Error is null ? _costs.Of(item, answers[i], beginning.Length) : ComputeCost.Zero)];
        if (beginning.Computed && Array.FindIndex(items, i => i.Error is null) is var payer) costs[payer] = CostCount.Paying(costs[payer]);
        return CostCount.Share(items, answers, costs, Stopwatch.GetElapsedTime(started), _energy?.Joules - energy);
    }

    public void Dispose() => _shared.Dispose();

    /// <summary>The tokens that the plan says all begin with; none where they do not, which a batch that no plan made may claim.</summary>
    private ReadOnlyMemory<int> Common(EncodedRequest[] items, int length)
    {
        var first = Array.Find(items, i => i.Error is null);
        if (length <= 0 || first is null || first.ContextLength <= length || !_session.ContinuesRows) return default;
        var tokens = first.Shared.AsMemory(0, length);
        return Array.TrueForAll(items, i => i.Error is not null || (i.ContextLength > length && i.Shared.AsSpan(0, length).SequenceEqual(tokens.Span))) ? tokens : default;
    }

    private Answer[] RunGroup(EncodedRequest[] members, Beginning beginning, CancellationToken cancellationToken)
    {
        // Where memory runs out, a half has half as many rows a pass.
        var answers = Halving.Run(members, part => part[0].IsGeneration
            ? _generate(part, beginning.Past(), Math.Max(1, _places * part.Count / members.Length), cancellationToken)
            : _logLikelihoods.Run(part, beginning.Past()), beginning.FreeOthers);
        _faults.Require(members, answers);
        return answers;
    }
}
