using System.Text.Json;

namespace SparseEval.Cli.Tests;

public sealed class RunTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task I_can_run_the_bundled_benchmark_without_arguments()
    {
        var outcome = await _cli.RunAsync("run");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("95 % CI", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("items    400 of 3,840", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("engine time", outcome.Output, StringComparison.Ordinal);
        Assert.All(outcome.Output.Split('\n').Where(line => !line.StartsWith("  record", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Json_output_is_the_record_and_nothing_else()
    {
        var record = await RecordAsync("--limit", "300");
        Assert.Equal("sparseeval.run/1", record.GetProperty("schema").GetString());
        Assert.Equal(300, record.GetProperty("items").GetArrayLength());
        var estimate = record.GetProperty("estimate");
        Assert.Equal((300, 3840), (estimate.GetProperty("n").GetInt32(), estimate.GetProperty("N").GetInt32()));
        var (lower, value, upper) = (estimate.GetProperty("interval").GetProperty("lower").GetDouble(), estimate.GetProperty("value").GetDouble(),
            estimate.GetProperty("interval").GetProperty("upper").GetDouble());
        Assert.True(lower < value && value < upper);
        Assert.Equal("cpu", record.GetProperty("engine").GetProperty("provider").GetString());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_items_and_estimate_twice_and_with_one_or_two_threads()
    {
        var once = await RecordAsync("--limit", "300", "--no-cache", "--threads", "1");
        var again = await RecordAsync("--limit", "300", "--no-cache", "--threads", "1");
        var twoThreads = await RecordAsync("--limit", "300", "--no-cache", "--threads", "2");
        foreach (var other in new[] { again, twoThreads })
        {
            Assert.Equal(Ids(once), Ids(other));
            Assert.Equal(Value(once), Value(other));
        }
    }

    [Fact]
    public async Task Without_past_models_items_predict_by_themselves()
    {
        var record = await RecordAsync("--history", "none", "--predictors", "items", "--design", "simple-random", "--limit", "300");
        Assert.Equal("regression", record.GetProperty("estimator").GetString());
        Assert.DoesNotContain("SPE0005", record.GetProperty("estimate").GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
        var refused = await _cli.RunAsync("run", "--predictors", "items");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--history none", refused.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("interval", true), InlineData("point", false), InlineData("band", true)]
    public async Task I_can_let_the_history_choose_the_method(string aim, bool interval)
    {
        var record = await RecordAsync("--method", "auto", "--aim", aim, "--limit", "120");
        Assert.Equal(120, record.GetProperty("items").GetArrayLength());
        var estimate = record.GetProperty("estimate");
        Assert.Equal(interval, estimate.TryGetProperty("interval", out var found) && found.ValueKind == JsonValueKind.Object);
        Assert.Contains("SPE0039", estimate.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Another_model_gets_the_same_items_and_another_seed_gets_others()
    {
        var strong = await RecordAsync("--limit", "300");
        var weak = await RecordAsync("--limit", "300", "--model", Path.Combine(CommandLine.Models, "pocket-weak"));
        var reseeded = await RecordAsync("--limit", "300", "--seed", "18");
        Assert.Equal(Ids(strong), Ids(weak));
        Assert.NotEqual(Value(strong), Value(weak));
        Assert.NotEqual(Ids(strong), Ids(reseeded));
    }

    [Fact]
    public async Task A_larger_limit_extends_the_same_items()
    {
        var few = Ids(await RecordAsync("--limit", "100", "--allocation", "proportional"));
        var many = Ids(await RecordAsync("--limit", "200", "--allocation", "proportional"));
        Assert.Empty(few.Except(many));
    }

    [Fact]
    public async Task A_second_run_is_answered_by_the_cache_at_no_new_cost_and_with_the_same_estimate()
    {
        var first = await RecordAsync("--limit", "120");
        var second = await RecordAsync("--limit", "120");
        Assert.Equal(Value(first), Value(second));
        var spent = second.GetProperty("ledger").GetProperty("spent");
        Assert.Equal(120, spent.GetProperty("cachedItems").GetInt32());
        Assert.Equal((0, 0), (spent.GetProperty("items").GetInt32(), spent.GetProperty("inputTokens").GetInt64()));
    }

    [Fact]
    public async Task A_finished_run_is_resumed_to_the_very_same_record()
    {
        var first = await _cli.RunAsync("run", "--limit", "80", "--format", "json");
        var resumed = await _cli.RunAsync("run", "--limit", "80", "--format", "json", "--resume");
        Assert.Equal((0, first.Output), (resumed.Code, resumed.Output));
        Assert.Contains("finished", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_floor_of_the_standard_error_is_remarked_only_where_it_holds()
    {
        var remarks = (await RecordAsync()).GetProperty("estimate").GetProperty("diagnostics").EnumerateArray();
        Assert.DoesNotContain(remarks, remark => remark.GetProperty("code").GetString() == "SPE0010");
    }

    private async Task<JsonElement> RecordAsync(params string[] args)
    {
        var outcome = await _cli.RunAsync(["run", "--format", "json", .. args]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        return JsonDocument.Parse(outcome.Output).RootElement;
    }

    private static string[] Ids(JsonElement record) => [.. record.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static double Value(JsonElement record) => record.GetProperty("estimate").GetProperty("value").GetDouble();
}
