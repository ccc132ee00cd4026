using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task The_plan_holds_every_request_once_within_its_budget_and_is_repeatable()
    {
        await using var engine = TestModel.Open(tokenBudget: 300, maxBatch: 7);
        var requests = TestModel.Requests(11);
        requests.Add(TestModel.Choice("longer than the budget", new string('x', 400), " a"));
        requests.Add(TestModel.Choice("cannot be run", new string('x', 4000), " a"));
        var plan = engine.Plan(requests);
        Assert.Equal(requests.Select(r => r.ItemId).Order(), plan.SelectMany(b => b.Requests).Select(r => r.ItemId).Order());
        Assert.Equal(Enumerable.Range(0, plan.Count), plan.Select(b => b.Number));
        foreach (var batch in plan)
        {
            Assert.Single(batch.Requests.Select(r => r.GetType()).Distinct());
            // Of texts at most seven run at once; eight times as many wait in the batch.
            Assert.InRange(batch.Requests.Count, 1, batch.Requests[0] is GenerationRequest ? 56 : 7);
            if (batch.Requests.Count > 1 && batch.Requests[0] is LogLikelihoodRequest) Assert.True(batch.Requests.Max(r => engine.Predict(r).InputTokens > 0 ? r.Context.Length : 0) * batch.Requests.Count <= 300);
        }
        var costs = plan.Select(b => b.Requests.Sum(r => engine.Predict(r).ForwardFlops)).ToList();
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.Equal(Ids(plan), Ids(engine.Plan(requests)));
    }

    [Fact]
    public void A_model_without_positions_gets_batches_of_equal_length()
    {
        var planner = new BatchPlanner(new OnnxEngineOptions { ModelPath = "none", TokenBudget = 1000, MaxBatch = 10 }, new RowRules(PadsRows: false, ContinuesRows: true));
        var items = Enumerable.Range(0, 30).Select(i => Item($"i{i}", i % 4 + 1)).ToList();
        foreach (var batch in planner.Plan(items, _ => 1))
            Assert.Single(batch.Requests.Select(r => items.First(i => i.Request == r).Shared.Length).Distinct());
    }

    [Fact]
    public void A_batch_is_halved_when_memory_runs_out_down_to_one_item_whose_error_it_is()
    {
        var sizes = new List<int>();
        var items = Enumerable.Range(0, 9).Select(i => Item($"i{i}", 1)).ToArray();
        var answers = Halving.Run(items, part =>
        {
            sizes.Add(part.Count);
            // A GPU that holds three items, and never the one called i4.
            return part.Count > 3 || part.Contains(items[4])
                ? throw new OrtException(1, "Non-zero status code returned while running MatMul. CUDA failure 2: out of memory")
                : [.. part.Select(p => new Answer { Text = p.Request.ItemId })];
        }, () => sizes is [9]);
        // The whole twice, since some memory could be let go after the first failure.
        Assert.Equal([9, 9, 5, 3, 2, 1, 1, 4, 2, 2], sizes);
        Assert.All(Enumerable.Range(0, 9).Where(i => i != 4), i => Assert.Equal($"i{i}", answers[i].Text));
        Assert.Contains("'i4'", answers[4].Error, StringComparison.Ordinal);
        Assert.Contains("memory", answers[4].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_the_runtime_fails_on_is_the_only_one_without_an_answer()
    {
        // The graph holds 512 positions, whatever its config says: reading the 513th is an error of the runtime for the whole pass.
        await using var engine = TestModel.Open(TestModel.Copy(c => c.Replace("\"n_positions\": 512", "\"n_positions\": 5000", StringComparison.Ordinal)));
        EngineRequest[] requests = [TestModel.Choice("a", "abc", " x", " yy"), TestModel.Choice("too long", new string('k', 600), " x"), TestModel.Choice("b", "bcd", " x", " yy")];
        var alone = await TestModel.RunOne(engine, requests[2]);
        var found = await engine.RunAsync(new EngineBatch(0, requests), TestContext.Current.CancellationToken);
        Assert.Contains("the runtime fails on it alone", found[1].Error, StringComparison.Ordinal);
        Assert.Null(found[1].LogLikelihoods);
        LogLikelihoodTests.AssertClose(alone.LogLikelihoods!, found[2].LogLikelihoods!, 2e-5);
        Assert.Null(found[0].Error);
        // Nor do several that all fail end the run (they did, by their number), unless what ran at opening runs no longer.
        Assert.All(await engine.RunAsync(new EngineBatch(0, [requests[1], requests[1], requests[1]]), TestContext.Current.CancellationToken), c => Assert.NotNull(c.Error));
        var fault = new Answer { Fault = new OrtException(1, "Device lost"), Error = "no answer" };
        new EngineFaults("cuda", () => true).Require([Item("x", 1)], [fault]);
        new EngineFaults("cuda", () => false).Require([Item("x", 1), Item("y", 1)], [fault, new Answer()]);
        new EngineFaults("cuda", () => false).Require([Item("x", 1)], [new Answer { Fault = new OrtException(1, "out of memory") }]);
        Assert.Contains("'cuda' with items 'x' to 'x': Device lost", Assert.Throws<EngineException>(() => new EngineFaults("cuda", () => false).Require([Item("x", 1)], [fault])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CUDA failure 2: out of memory ; GPU=0", true)]
    [InlineData("Failed to allocate memory for requested buffer of size 17179869184", true)]
    [InlineData("std::bad_alloc", true)]
    [InlineData("Invalid Feed Input Name", false)]
    public void Memory_errors_are_told_by_their_message(string message, bool memory) => Assert.Equal(memory, OrtException.IsOutOfMemoryMessage(message));

    [Fact]
    public async Task Memory_does_not_grow_over_many_batches()
    {
        await using var engine = TestModel.Open();
        var plan = engine.Plan(TestModel.Requests(9));
        long Run(int batches)
        {
            for (var i = 0; i < batches; i++) engine.RunAsync(plan[i % plan.Count], CancellationToken.None).AsTask().GetAwaiter().GetResult();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return Environment.WorkingSet;
        }
        var before = Run(2 * plan.Count);
        var after = Run(Math.Max(200, 3 * plan.Count));
        // Seen failing (331 MB) when a pass did not release its outputs.
        Assert.True(after - before < 24 << 20, $"memory grew by {(after - before) >> 20} MB over {Math.Max(200, 3 * plan.Count)} batches");
    }

    [Fact]
    public async Task A_cancelled_token_stops_before_the_batch()
    {
        await using var engine = TestModel.Open();
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.RunAsync(engine.Plan(TestModel.Requests(500))[0], cancelled));
    }

    private static EncodedRequest Item(string id, int length) =>
        new() { Request = TestModel.Choice(id, new string('x', length), "a"), Shared = new int[length], ContextLength = length, Continuations = [[1]] };

    private static string Ids(IReadOnlyList<EngineBatch> plan) => string.Join('|', plan.Select(b => string.Join(',', b.Requests.Select(r => r.ItemId))));
}
