using System.Text.Json.Nodes;

namespace SparseEval.Cli.Tests;

/// <summary>A record whose estimate does not follow from its own items decides nothing.</summary>
public sealed class RecordCheckTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    // Before records were estimated again the first was GO at 0.9 while its items average less than a half, and the second NO-GO with every item right.
    [Theory]
    [InlineData("none", "stratified", "interval")]
    [InlineData("none", "simple-random", "items")]
    [InlineData("none", "simple-random", "value")]
    [InlineData("none", "simple-random", "n")]
    [InlineData("none", "simple-random", "N")]
    [InlineData("", "simple-random", "value")]
    [InlineData("", "simple-random", "interval")]
    [InlineData("", "simple-random", "items")]
    public async Task An_edited_record_is_refused(string history, string design, string part)
    {
        var record = await RecordAsync(history, design);
        var root = JsonNode.Parse(File.ReadAllText(record))!;
        var estimate = root["estimate"]!;
        if (part == "interval") (estimate["interval"]!["lower"], estimate["interval"]!["upper"]) = (0.93, 0.97);
        else if (part == "value") estimate["value"] = 0.95;
        else if (part == "items") foreach (var item in root["items"]!.AsArray()) item!["score"] = 1;
        else estimate[part] = estimate[part]!.GetValue<int>() - 1;
        var edited = _cli.Write("edited.json", root.ToJsonString());
        foreach (var args in new string[][] { ["gate", "--record", edited, "--threshold", "0.9"], ["compare", edited, record] })
        {
            var refused = await _cli.RunAsync(args);
            Assert.Equal((2, ""), (refused.Code, refused.Output));
            Assert.Contains("that is no run's result", refused.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("none", "simple-random", "auto"), InlineData("none", "stratified", "auto"), InlineData("none", "simple-random", "wald-t"), InlineData("", "simple-random", "auto"), InlineData("", "stratified", "auto")]
    public async Task A_record_as_it_was_written_is_taken(string history, string design, string interval)
    {
        var gate = await _cli.RunAsync("gate", "--record", await RecordAsync(history, design, interval == "auto" ? [] : ["--interval", interval]), "--threshold", "0.01");
        Assert.Equal((0, ""), (gate.Code, gate.Error));
    }

    private async Task<string> RecordAsync(string history, string design, params string[] flags)
    {
        var path = Path.Combine(_cli.Folder.FullName, "record.json");
        var ran = await _cli.RunAsync(["run", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), "--design", design, "--limit", "150", "-o", path, .. history.Length > 0 ? new[] { "--history", history, "--estimator", "mean" } : [], .. design == "stratified" ? new[] { "--allocation", "proportional" } : [], .. flags]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        return path;
    }
}
