using System.Globalization;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation.Tests;

public sealed class RunRecordTests
{
    [Fact]
    public async Task The_json_has_the_keys_that_others_read()
    {
        using var fixture = new RunFixture();
        var root = JsonNode.Parse((await fixture.RunAsync()).ToJson())!.AsObject();
        Assert.Equal("sparseeval.run/1", (string?)root["schema"]);
        Has(root, "benchmark", "name", "fingerprint", "items");
        Has(root, "engine", "name", "provider", "model", "modelHash", "precision", "threads", "attempts");
        Has(root, "estimate", "value", "standardError", "interval", "n", "N", "estimand", "diagnostics");
        Has(root["estimate"]!, "interval", "lower", "upper", "level", "kind");
        Has(root, "ledger", "spent", "full", "saved");
        Has(root["ledger"]!, "spent", "items", "cachedItems", "failedItems", "inputTokens", "outputTokens", "forwardFlops", "engineSeconds", "planningSeconds", "energyJoules");
        Has(root["ledger"]!["saved"]!, "engineSeconds", "value", "interval", "basis");
        Assert.Equal("estimated", (string?)root["ledger"]!["full"]!["engineSeconds"]!["basis"]);
        foreach (var key in (string[])["design", "estimator", "seed", "versions", "timings"]) Assert.True(root.ContainsKey(key), key);
        var item = root["items"]![0]!.AsObject();
        Assert.Equal(["id", "stratum", "inclusionProbability", "score", "cost"], item.Select(p => p.Key));
        Assert.Equal(100, (int?)root["estimate"]!["n"]);
        Assert.Equal(300, (int?)root["estimate"]!["N"]);

        static void Has(JsonNode parent, string key, params string[] keys)
        {
            foreach (var inner in keys) Assert.True(parent[key]!.AsObject().ContainsKey(inner), $"{key}.{inner}");
        }
    }

    [Fact]
    public async Task I_can_write_a_record_and_read_it_back()
    {
        using var fixture = new RunFixture();
        var first = await fixture.RunAsync();
        fixture.Scores[first.Items[3].Id] = null;
        var run = await fixture.RunAsync();
        var path = Path.Combine(fixture.Folder, "run.json");
        run.Write(path);
        run.Write(path);
        var read = RunRecord.Read(path);
        Assert.Equal(run.ToJson(), read.ToJson());
        Assert.Equal(run.Estimate.ToString(), read.Estimate.ToString());
        Assert.Equal(run.Ledger, read.Ledger);
        Assert.Equal(run.Items, read.Items);
        Assert.Equal(run.Timings.Started, read.Timings.Started);
        Assert.Equal(["run.json"], Directory.GetFiles(fixture.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_bad_file_is_told_in_a_sentence()
    {
        using var fixture = new RunFixture();
        var path = Path.Combine(fixture.Folder, "bad.json");
        Says("cannot be read");
        await File.WriteAllTextAsync(path, "{ \"schema\": ", fixture.Token);
        Says("is not a run record");
        await File.WriteAllTextAsync(path, "[1]", fixture.Token);
        Says("has schema 'none'");
        await File.WriteAllTextAsync(path, "{ \"schema\": \"sparseeval.run/9\" }", fixture.Token);
        Says("has schema 'sparseeval.run/9'; this program reads 'sparseeval.run/1'");
        await File.WriteAllTextAsync(path, "{ \"schema\": \"sparseeval.run/1\" }", fixture.Token);
        Says("is not a run record");
        var run = await fixture.RunAsync();
        Assert.Contains("cannot be written", Assert.Throws<SparseEvalException>(() => run.Write(Path.Combine(fixture.Folder, "no", "run.json"))).Message, StringComparison.Ordinal);

        void Says(string text) => Assert.Contains(text, Assert.Throws<SparseEvalException>(() => RunRecord.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_passes_over_time_and_nothing_else()
    {
        using var fixture = new RunFixture();
        var run = await fixture.RunAsync();
        Assert.True(run.AgreesWith(run with { Timings = run.Timings with { Wall = TimeSpan.FromDays(1) }, Engine = run.Engine with { Threads = 2 } }));
        Assert.StartsWith("$.seed", run.FirstDifference(run with { Seed = 18 }), StringComparison.Ordinal);
        Assert.StartsWith("$.items[0].score", run.FirstDifference(run with { Items = [run.Items[0] with { Score = null }, .. run.Items.Skip(1)] }), StringComparison.Ordinal);
        Assert.StartsWith("$.items", run.FirstDifference(run with { Items = [.. run.Items.Skip(1)] }), StringComparison.Ordinal);
        Assert.StartsWith("$.ledger.spent.cachedItems", run.FirstDifference(run with { Ledger = run.Ledger with { CachedItems = 5 } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infinite_degrees_of_freedom_are_null_in_json()
    {
        using var fixture = new RunFixture();
        var run = await fixture.RunAsync();
        var json = (run with { Estimate = run.Estimate with { DegreesOfFreedom = double.PositiveInfinity } }).ToJson();
        Assert.Contains("\"degreesOfFreedom\": null", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_and_messages_are_the_same_in_every_culture()
    {
        using var fixture = new RunFixture();
        foreach (var id in (await fixture.RunAsync()).Items.Take(3).Select(item => item.Id)) fixture.Scores[id] = null;
        var options = new EvaluatorOptions { MaxErrorShare = 0.025 };
        var before = CultureInfo.CurrentCulture;
        var plain = await fixture.RunAsync(options: options);
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            Assert.Null(plain.FirstDifference(await fixture.RunAsync(options: options)));
            Assert.Contains("-0.5 is outside", Assert.Throws<SparseEvalException>(() => new EvaluatorOptions { MaxErrorShare = -0.5 }).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("\"items\": [", "\"items\": null, \"other\": [")]
    [InlineData("\"schema\": ", "\"schema\": \"x\", \"schema\": ")]
    public async Task A_record_with_a_hole_or_a_key_twice_is_told_in_a_sentence(string old, string planted)
    {
        using var fixture = new RunFixture();
        var path = Path.Combine(fixture.Folder, "run.json");
        var json = (await fixture.RunAsync()).ToJson();
        Assert.Contains(old, json, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, json.Replace(old, planted, StringComparison.Ordinal), fixture.Token);
        Assert.Contains("is not a run record", Assert.Throws<SparseEvalException>(() => RunRecord.Read(path)).Message, StringComparison.Ordinal);
    }
}
