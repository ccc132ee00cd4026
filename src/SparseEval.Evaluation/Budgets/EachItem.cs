using System.Runtime.ExceptionServices;

namespace SparseEval.Evaluation;

/// <summary>The same work for every item on all processors: turning texts into tokens takes longer than all other planning, and no pass runs before it is done.</summary>
internal static class EachItem
{
    /// <summary>Results in the items' order. Where some fail, the first item's exception comes out, on any number of threads.</summary>
    public static T[] Of<T>(int count, Func<int, T> work)
    {
        var found = new T[count];
        var (gate, first, failure) = (new Lock(), int.MaxValue, (ExceptionDispatchInfo?)null);
        Parallel.For(0, count, (i, loop) =>
        {
            try
            {
                found[i] = work(i);
            }
            catch (Exception problem)
            {
                // Items before this one are still worked on.
                loop.Break();
                lock (gate)
                {
                    if (i < first) (first, failure) = (i, ExceptionDispatchInfo.Capture(problem));
                }
            }
        });
        failure?.Throw();
        return found;
    }
}
