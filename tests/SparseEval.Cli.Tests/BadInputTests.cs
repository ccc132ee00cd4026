namespace SparseEval.Cli.Tests;

/// <summary>Every mistake of a user is one clear line, exit code 2, and no stack trace.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Item = """{"id":"a","family":"x","prompt":"1+1=","options":["2","3"],"answer":0}""";
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public Task A_missing_benchmark_is_named() => RefusedAsync("nowhere.jsonl", "--benchmark", "nowhere.jsonl", "--model", Model);

    [Fact]
    public Task A_missing_model_is_named() => RefusedAsync("no-such-model", "--model", "no-such-model");

    [Fact]
    public Task A_broken_line_is_named_by_its_number() => RefusedAsync(":2:", "--benchmark", _cli.Write("broken.jsonl", $"{Item}\n{{\"id\":\n"), "--model", Model);

    [Fact]
    public Task A_duplicate_id_is_named() => RefusedAsync("'a'", "--benchmark", _cli.Write("twice.jsonl", $"{Item}\n{Item}\n"), "--model", Model);

    [Fact]
    public Task A_budget_over_N_is_refused() => RefusedAsync("3840", "--limit", "5000");

    [Fact]
    public Task A_history_that_lacks_items_is_refused() =>
        RefusedAsync("lacks", "--history", _cli.Write("history.csv", "model,item,score\nm,addition-1-0000,1\n"));

    [Fact]
    public Task A_model_whose_inputs_do_not_fit_is_refused()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder.FullName, "misfit")).FullName;
        File.Copy(Path.Combine(Model, "config.json"), Path.Combine(folder, "config.json"));
        File.WriteAllText(Path.Combine(folder, "model.onnx"), "this is no model");
        return RefusedAsync("model.onnx", "--model", folder);
    }

    [Fact]
    public Task An_unknown_design_lists_the_known_ones() => RefusedAsync("stratified", "--design", "magic");

    [Fact]
    public Task An_unknown_field_lists_the_known_ones() => RefusedAsync("family", "--by", "colour");

    [Fact]
    public Task Two_budgets_exclude_one_another() => RefusedAsync("--limit and --budget", "--limit", "10", "--budget", "20ktok");

    [Fact]
    public Task A_number_that_is_none_is_refused() => RefusedAsync("--confidence", "--confidence", "high");

    [Fact]
    public Task A_mistyped_flag_is_named_with_what_was_meant() => RefusedAsync("There is no flag '--modle'. Did you mean '--model'?", "--modle", "x");

    [Fact]
    public async Task An_unknown_plan_key_is_named_with_its_line()
    {
        var outcome = await _cli.RunAsync("run", _cli.Write("plan.yaml", "limit: 3\ncolour: red\n"));
        Assert.Equal(2, outcome.Code);
        Assert.Contains("plan.yaml:2", outcome.Error, StringComparison.Ordinal);
    }

    private static string Model => Path.Combine(CommandLine.Models, "pocket-weak");

    private async Task RefusedAsync(string expected, params string[] args)
    {
        var outcome = await _cli.RunAsync(["run", .. args]);
        Assert.Equal((2, ""), (outcome.Code, outcome.Output));
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.InRange(outcome.Error.TrimEnd().Split('\n').Length, 1, 2);
    }
}
