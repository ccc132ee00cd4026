namespace SparseEval.Evaluation.Tests;

public sealed class EachItemTests
{
    // Seen failing, after half a minute, with a loop on the caller's thread.
    [Fact]
    public void Results_stand_in_the_items_order_and_items_are_worked_on_side_by_side()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "There is one processor.");
        using var other = new ManualResetEventSlim();
        var (caller, sideBySide) = (Environment.CurrentManagedThreadId, false);
        var found = EachItem.Of(5_000, i =>
        {
            if (Environment.CurrentManagedThreadId != caller) other.Set();
            if (i == 0) sideBySide = other.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken) || Environment.CurrentManagedThreadId != caller;
            return i * 3;
        });
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => i * 3), found);
        Assert.True(sideBySide, "on one thread alone");
    }

    // Seen failing with the exception that came first in time.
    [Fact]
    public void The_first_items_failure_comes_out_whatever_fails_first()
    {
        for (var round = 0; round < 20; round++)
        {
            var problem = Assert.Throws<SparseEvalException>(() => EachItem.Of(2_000, i =>
            {
                if (i == 37) Thread.Sleep(5);
                return i is 37 or > 900 ? throw new SparseEvalException($"item {i}") : i;
            }));
            Assert.Equal("item 37", problem.Message);
        }
    }
}
