using System.Text.Json;

namespace SparseEval.Cli.Tests;

public sealed class DeterminismCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_local_model_decides_alike_when_asked_again_alone()
    {
        var outcome = await _cli.RunAsync("run", "--limit", "60", "--check-determinism", "20", "--format", "json");
        Assert.Equal(0, outcome.Code);
        var record = JsonDocument.Parse(outcome.Output).RootElement;
        var found = record.GetProperty("determinism");
        Assert.Equal((20, 0), (found.GetProperty("checked").GetInt32(), found.GetProperty("flipped").GetArrayLength()));
        Assert.InRange(found.GetProperty("largestDifference").GetDouble(), 0, 1e-3);
        Assert.True(record.GetProperty("ledger").GetProperty("spent").GetProperty("checkTokens").GetInt64() > 100);
        // A finished run is not asked again under --resume; without it answers come from the cache and only the check runs.
        var refused = await _cli.RunAsync("run", "--limit", "61", "--resume");
        Assert.Equal(0, refused.Code);
        refused = await _cli.RunAsync("run", "--limit", "61", "--resume", "--check-determinism", "3");
        Assert.Equal(2, refused.Code);
        Assert.Contains("Leave out --resume", refused.Error, StringComparison.Ordinal);
        var again = await _cli.RunAsync("run", "--limit", "61", "--check-determinism", "3");
        Assert.Contains("repeats  3 of 3 items decided alike", again.Output, StringComparison.Ordinal);
        Assert.Contains("SPE0060", again.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.RunAsync("run", "--limit", "61", "--check-determinism", "-3")).Code);
    }
}
