namespace SparseEval.Evaluation.Tests;

public sealed class EachItemTests
{
    [Fact]
    public void Results_stand_in_the_items_order()
    {
        var threads = new HashSet<int>();
        var found = EachItem.Of(5_000, i =>
        {
            lock (threads) threads.Add(Environment.CurrentManagedThreadId);
            return i * 3;
        });
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => i * 3), found);
        Assert.True(threads.Count > 1 || Environment.ProcessorCount == 1, "on one thread alone");
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
