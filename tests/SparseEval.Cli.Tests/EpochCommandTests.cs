using System.Text.Json;

namespace SparseEval.Cli.Tests;

public sealed class EpochCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_local_model_answers_otherwise_in_other_epochs_and_alike_on_any_thread_count()
    {
        string[] run = ["run", "--limit", "150", "--temperature", "1", "--epochs", "3", "--no-cache", "--format", "json"];
        var one = await _cli.RunAsync([.. run, "--threads", "1"]);
        Assert.Equal(0, one.Code);
        var epochs = JsonDocument.Parse(one.Output).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("epochs").EnumerateArray().Select(score => score.GetDouble()).ToArray()).ToArray();
        Assert.All(epochs, scores => Assert.Equal(3, scores.Length));
        Assert.Contains(epochs, scores => scores.Distinct().Count() > 1);
        var two = await _cli.RunAsync([.. run, "--threads", "2"]);
        Assert.Equal(epochs, JsonDocument.Parse(two.Output).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("epochs").EnumerateArray().Select(score => score.GetDouble()).ToArray()));
        Assert.Contains("epochs   3 an item; ", (await _cli.RunAsync("run", "--limit", "150", "--temperature", "1", "--epochs", "3", "--inference", "expected")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("every item would be answered the same", "--epochs", "3")]
    [InlineData("--top-p means nothing without a temperature", "--top-p", "0.9")]
    [InlineData("generates nothing", "--scorer", "acc_norm", "--max-tokens", "5")]
    [InlineData("--epochs is '0'", "--epochs", "0")]
    [InlineData("Temperature is 1000", "--temperature", "1000")]
    [InlineData("needs at least two epochs", "--inference", "expected")]
    public async Task Settings_that_would_do_nothing_are_refused(string message, params string[] flags)
    {
        var outcome = await _cli.RunAsync(["run", "--limit", "50", .. flags]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
