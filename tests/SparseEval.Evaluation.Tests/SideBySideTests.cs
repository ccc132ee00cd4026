namespace SparseEval.Evaluation.Tests;

public sealed class SideBySideTests
{
    [Fact]
    public async Task Things_begin_in_their_order_and_no_more_than_allowed_are_under_way()
    {
        var (begun, now, most) = (new List<int>(), 0, 0);
        await new SideBySide(3).RunAsync(Numbers(200), async (i, _, _) =>
        {
            begun.Add(i);
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(i * 7 % 3, TestContext.Current.CancellationToken);
            Interlocked.Decrement(ref now);
        }, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 200), begun);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task The_first_failure_comes_out_once_all_have_ended_and_nothing_begins_after_it()
    {
        var (begun, ended, mayGoOn) = (0, 0, 0);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => new SideBySide(4).RunAsync(Numbers(100), async (i, stopping, token) =>
        {
            begun++;
            if (i == 5)
            {
                await Task.Yield();
                throw new InvalidOperationException("five");
            }
            try
            {
                await Task.Delay(i > 5 ? 10_000 : 1, stopping);
            }
            finally
            {
                Interlocked.Increment(ref ended);
                if (!token.IsCancellationRequested) Interlocked.Increment(ref mayGoOn);
            }
        }, TestContext.Current.CancellationToken));
        Assert.Equal("five", problem.Message);
        Assert.InRange(begun, 6, 9);
        Assert.Equal((begun - 1, begun - 1), (ended, mayGoOn));
    }

    [Fact]
    public async Task A_cancellation_comes_out_as_one()
    {
        using var stop = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SideBySide(2).RunAsync(Numbers(10), (_, _, token) => Task.Delay(10_000, token), stop.Token));
    }

    private static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
