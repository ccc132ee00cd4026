using System.Text.Json.Nodes;

namespace SparseEval.Cli.Tests;

/// <summary>Results of other tools become a history that the other verbs take.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Out => Path.Combine(_cli.Folder.FullName, "out");

    [Fact]
    public async Task Several_files_become_one_history_that_a_backtest_takes()
    {
        string[] files = [.. Enumerable.Range(0, 12).Select(m => _cli.Write($"m{m}.jsonl", string.Concat(Enumerable.Range(0, 60).Select(i => Sample(i, (i * 7 + m * 5) % 13 < 4 + m / 2 ? 1 : 0)))))];
        foreach (var (file, m) in files.Select((file, m) => (file, m)))
        {
            var imported = await _cli.RunAsync("import", file, "--model", $"model-{m}", "--out", Path.Combine(Out, $"{m}"));
            Assert.Equal((0, ""), (imported.Code, imported.Error));
        }
        var csv = _cli.Write("all.csv", "system,question,right,subject\n" + string.Concat(Enumerable.Range(0, 12).SelectMany(m => Enumerable.Range(0, 60).Select(i => $"model-{m},q{i},{((i * 7 + m * 5) % 13 < 4 + m / 2 ? 1 : 0)},s{i % 3}\n"))));
        var all = await _cli.RunAsync("import", csv, "--map", "model=system,item=question", "--map", "score=right,category=subject", "--out", Out);
        Assert.Equal((0, ""), (all.Code, all.Error));
        Assert.Contains("12 models, 60 items", all.Output, StringComparison.Ordinal);
        var tested = await _cli.RunAsync("backtest", "--benchmark", Path.Combine(Out, "items.jsonl"), "--history", Path.Combine(Out, "history.parquet"), "--budgets", "20", "--draws", "2", "--by", "category", "--design", "stratified", "--allocation", "proportional");
        Assert.Equal((0, ""), (tested.Code, tested.Error));
    }

    [Fact]
    public async Task The_record_says_what_was_read()
    {
        var file = _cli.Write("a.jsonl", "{\"subject_id\":\"m\",\"responses\":{\"q1\":1,\"q2\":null}}\n{\"subject_id\":\"n\",\"responses\":{\"q1\":0,\"q2\":1}}\n");
        var outcome = await _cli.RunAsync("import", file, "--out", Out, "--format", "json");
        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        var record = JsonNode.Parse(outcome.Output)!;
        Assert.Equal((2, 2), (record["models"]!.GetValue<int>(), record["items"]!.GetValue<int>()));
        Assert.Equal(1, record["runs"]![0]!["missing"]!["no score"]!.GetValue<int>());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))), record["runs"]![0]!["files"]![0]!["sha256"]!.GetValue<string>());
        Assert.Equal(File.ReadAllText(Path.Combine(Out, "import.json")), outcome.Output);
    }

    [Fact]
    public async Task The_formats_are_listed()
    {
        var outcome = await _cli.RunAsync("import", "--list");
        Assert.Equal(0, outcome.Code);
        foreach (var name in Data.Importers.All.Keys) Assert.Contains(name, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No files were given")]
    [InlineData("--out is needed", "a.csv")]
    [InlineData("There is no file", "nowhere.json", "--out", "x")]
    [InlineData("There is no format 'excel'", "a.csv", "--out", "x", "--from", "excel")]
    [InlineData("names 'model' twice", "a.csv", "--out", "x", "--map", "model=a,model=b")]
    [InlineData("give pairs such as", "a.csv", "--out", "x", "--map", "model")]
    [InlineData("What can be mapped", "a.csv", "--out", "x", "--map", "person=a")]
    [InlineData("which is a file", "a.csv", "--out", "a.csv")]
    [InlineData("a second score on item", "a.csv", "b.csv", "--out", "x")]
    [InlineData("byte-identical copy", "a.csv", "copy.csv", "--out", "x")]
    public async Task Mistakes_are_told(string told, params string[] args)
    {
        _cli.Write("a.csv", "model,item,score\nm,q,1\n");
        _cli.Write("copy.csv", "model,item,score\nm,q,1\n");
        _cli.Write("b.csv", "model,item,score\nm,q,0\n");
        var outcome = await _cli.RunAsync(["import", .. args.Select(arg => arg.EndsWith(".csv", StringComparison.Ordinal) || arg == "x" ? Path.Combine(_cli.Folder.FullName, arg) : arg)]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder.FullName, "x")));
    }

    private static string Sample(int doc, int score) => $"{{\"doc_id\":{doc},\"doc\":{{\"question\":\"q{doc}\"}},\"target\":\"t\",\"resps\":[[\"r\"]],\"filter\":\"none\",\"metrics\":[\"acc\"],\"acc\":{score}}}\n";
}
