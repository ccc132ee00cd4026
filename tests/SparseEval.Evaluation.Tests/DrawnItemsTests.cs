using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation.Tests;

public sealed class DrawnItemsTests
{
    private static readonly Benchmark Two = new("two", [.. Enumerable.Range(0, 12).Select(i => new Item($"q.{i}", fields: new Dictionary<string, string> { ["task"] = i < 8 ? "mmlu_law" : "mmlu_art", ["doc_id"] = $"{i % 8}" }))]);

    [Fact]
    public void Samples_for_lm_eval_are_sorted_unique_and_name_drawn_tasks_alone()
    {
        var both = JsonNode.Parse(DrawnItems.LmEvalSamples(Two, ["q.9", "q.7", "q.2", "q.7", "q.8"]))!.AsObject();
        Assert.Equal(["mmlu_art", "mmlu_law"], both.Select(task => task.Key));
        Assert.Equal([2, 7], both["mmlu_law"]!.AsArray().Select(i => i!.GetValue<int>()));
        Assert.Equal([0, 1], both["mmlu_art"]!.AsArray().Select(i => i!.GetValue<int>()));
        Assert.Equal("{\"mmlu_law\":[1]}", DrawnItems.LmEvalSamples(Two, ["q.1"]));
        Assert.Equal("{\"arc\":[0,11]}", DrawnItems.LmEvalSamples(Two, ["q.11", "q.0"], "arc"));
    }

    [Fact]
    public void Rows_that_cannot_be_told_are_refused()
    {
        var lacking = new Benchmark("b", [new Item("a")]);
        Assert.Contains("no field 'task'", Assert.Throws<SparseEvalException>(() => DrawnItems.LmEvalSamples(lacking, ["a"])).Message, StringComparison.Ordinal);
        var twice = new Benchmark("b", [.. "ab".Select(c => new Item($"{c}", fields: new Dictionary<string, string> { ["task"] = "t", ["doc_id"] = "3" }))]);
        Assert.Contains("which another drawn item has", Assert.Throws<SparseEvalException>(() => DrawnItems.LmEvalSamples(twice, ["a", "b"])).Message, StringComparison.Ordinal);
        Assert.Contains("is not in benchmark", Assert.Throws<SparseEvalException>(() => DrawnItems.InspectSampleId(twice, ["z"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_gets_ids_that_its_commas_leave_whole()
    {
        Assert.Equal("q.2,q.9", DrawnItems.InspectSampleId(Two, ["q.9", "q.2", "q.2"]));
        var comma = new Benchmark("b", [new Item("a,b")]);
        Assert.Contains("takes ids apart at commas", Assert.Throws<SparseEvalException>(() => DrawnItems.InspectSampleId(comma, ["a,b"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Promptfoos_pattern_fits_the_drawn_descriptions_and_no_other()
    {
        string[] ids = ["q.1", "q?1", "qx1", "q.10", "a/b (c) [d] {e} $f ^g |h +i *j \\k", "ü"];
        var benchmark = new Benchmark("b", [.. ids.Select(id => new Item(id))]);
        foreach (var drawn in ids)
            Assert.Equal([drawn], ids.Where(id => Regex.IsMatch(id, DrawnItems.PromptfooFilter(benchmark, [drawn]), RegexOptions.ECMAScript)));
        Assert.Equal(ids.Length - 1, ids.Count(id => Regex.IsMatch(id, DrawnItems.PromptfooFilter(benchmark, ids[1..]))));
        var many = new Benchmark("m", [.. Enumerable.Range(0, 4000).Select(i => new Item($"a-rather-long-name-of-an-item-{i}"))]);
        Assert.Contains("more than a command line takes", Assert.Throws<SparseEvalException>(() => DrawnItems.PromptfooFilter(many, many.Items.Select(item => item.Id))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codecarbons_columns_say_what_was_measured_and_leave_the_rest_empty()
    {
        using var fixture = new RunFixture();
        var plain = await fixture.RunAsync();
        var record = plain with
        {
            Engine = plain.Engine with { Model = "org/a, \"b\"" },
            Timings = plain.Timings with { Wall = TimeSpan.FromSeconds(10) },
            Ledger = plain.Ledger with { Spent = plain.Ledger.Spent with { EnergyJoules = new(7200, null, FigureBasis.Measured) } },
        };
        var lines = CodecarbonCsv.Write([plain, record], 0.5).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(',');
        Assert.StartsWith("timestamp,project_name,run_id,experiment_id,duration,emissions,", lines[0], StringComparison.Ordinal);
        Assert.Equal(header.Length, lines[1].Split(',').Length);
        Assert.Equal("", lines[1].Split(',')[Array.IndexOf(header, "energy_consumed")]);
        var cells = lines[2].Replace("\"org/a, \"\"b\"\"\"", "model", StringComparison.Ordinal).Split(',');
        string Cell(string name) => cells[Array.IndexOf(header, name)];
        Assert.Equal(("model", "10", "0.002", "720", "0.001"), (Cell("experiment_id"), Cell("duration"), Cell("energy_consumed"), Cell("gpu_power"), Cell("emissions")));
    }
}
