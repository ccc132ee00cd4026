using Polly;

namespace SparseEval.Evaluation;

/// <summary>Lets an attempt pass when there is a place for it, so that requests which wait before they are sent again take none.</summary>
internal sealed class ConcurrencyStrategy(AdaptiveConcurrency concurrency) : ResilienceStrategy<ServerReply>
{
    protected override async ValueTask<Outcome<ServerReply>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<ServerReply>>> callback, ResilienceContext context, TState state)
    {
        int round;
        try
        {
            round = await concurrency.EnterAsync(context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<ServerReply>(cancelled);
        }
        bool? overloaded = null;
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(false);
            overloaded = outcome.Result is { } reply ? reply.IsOverload : null;
            return outcome;
        }
        finally
        {
            concurrency.Leave(round, overloaded);
        }
    }

    /// <summary>The pipeline wants options, and there are none.</summary>
    public sealed class Options : ResilienceStrategyOptions;
}
