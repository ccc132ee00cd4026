using System.IO.Compression;
using System.Text;

namespace SparseEval.Cli.Tests;

/// <summary>What a hostile user does: broken files, mistyped names, histories of copies. Each is one clear line, and never a number.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly CommandLine _cli = new();
    private readonly string _benchmark;

    public HostileTests() => _benchmark = _cli.Write("tiny.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i =>
        $$"""{"id":"i{{i}}","family":"{{(i % 2 == 0 ? "even" : "odd")}}","prompt":"{{i}}=","options":["1","2"],"answer":0}""" + "\n")));

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(5), InlineData(12), InlineData(60), InlineData(-9), InlineData(-1)]
    public async Task A_gzip_file_that_is_cut_short_is_no_shorter_file(int length)
    {
        var whole = Gzip("id,score\n" + Rows(i => $"i{i},{i % 2}"));
        await File.WriteAllBytesAsync(Path.Combine(_cli.Folder.FullName, "cut.csv.gz"), whole[..(length < 0 ? whole.Length + length : length)], TestContext.Current.CancellationToken);
        await RefusedAsync("cut short or damaged", "estimate", "--benchmark", _benchmark, "--assume-random", "--scores", Path.Combine(_cli.Folder.FullName, "cut.csv.gz"));
    }

    [Theory]
    [InlineData("i0,,1\ni0,1,0\n"), InlineData("i0,1,1\ni0,,0\n")]
    public async Task Scores_of_an_item_with_and_without_epoch_are_not_averaged(string rows)
    {
        await RefusedAsync(":3: id 'i0' has one score of an epoch and one without", "estimate", "--benchmark", _benchmark, "--assume-random", "--scores", _cli.Write("mixed.csv", $"id,epoch,score\n{rows}"));
        await RefusedAsync(":3: model 'm' has one score on item 'i0' of an epoch and one without", "plan", "--benchmark", _benchmark, "--model", "m",
            "--history", _cli.Write("mixed-history.csv", $"model,item,epoch,score\nm,{rows.Replace("\ni", "\nm,i", StringComparison.Ordinal)}"));
    }

    [Theory]
    [InlineData("family,,difficulty"), InlineData("family,family"), InlineData(","), InlineData("")]
    public Task Fields_are_named_once_each(string by) => RefusedAsync("--by is", "plan", "--benchmark", _benchmark, "--model", "m", "--by", by);

    [Theory]
    [InlineData("Did you mean 'run'?", "rnu"), InlineData("Did you mean 'backtest'?", "BackTest"), InlineData("no verb 'nope'", "help", "nope"), InlineData("'--limit' stands where a verb belongs", "--limit", "3")]
    [InlineData("Did you mean '--limit'?", "run", "--LIMTI", "3"), InlineData("give seconds above 0", "run", "--server", "http://localhost:1/v1", "--model", "m", "--timeout", "1e300")]
    public Task A_mistyped_name_is_told_with_what_was_meant(string told, params string[] args) => RefusedAsync(told, args);

    [Fact]
    public Task A_mistyped_plan_key_is_told_with_what_was_meant() => RefusedAsync("plan.yaml:1: there is no setting 'limitt'. Did you mean 'limit'?", "plan", _cli.Write("plan.yaml", "limitt: 3\n"));

    [Fact]
    public async Task Help_is_a_verb_too()
    {
        var (all, one) = (await _cli.RunAsync("help"), await _cli.RunAsync("help", "plan"));
        Assert.Equal((0, 0), (all.Code, one.Code));
        Assert.Contains("backtest", all.Output, StringComparison.Ordinal);
        Assert.Contains("sparseeval plan --limit 300", one.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SPARSEEVAL_LIMITT", "Did you mean SPARSEEVAL_LIMIT?"), InlineData("SPARSEEVAL_COLOUR", "Unset or rename it")]
    public async Task A_variable_that_sets_nothing_is_refused(string name, string told)
    {
        using var process = _cli.StartWith((name, "3"), "plan", "--benchmark", _benchmark);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains($"environment variable {name} sets nothing", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_of_copies_is_too_little_to_learn_from()
    {
        var history = _cli.Write("copies.csv", "model,item,score\n" + string.Concat(Enumerable.Range(0, 12).Select(m => Rows(i => $"m{m},i{i},{i % 3 / 2}"))));
        string[] plan = ["plan", "--benchmark", _benchmark, "--model", Model, "--history", history, "--limit", "10"];
        var auto = await _cli.RunAsync([.. plan, "--method", "auto", "--aim", "point"]);
        Assert.Equal((0, ""), (auto.Code, auto.Error));
        await RefusedAsync("models are too alike", [.. plan, "--design", "rerandomized"]);
    }

    [Fact]
    public async Task A_journal_of_no_bytes_is_said_to_hold_nothing()
    {
        string[] run = ["run", "--benchmark", _benchmark, "--model", Model, "--limit", "8"];
        Assert.Equal(0, (await _cli.RunAsync(run)).Code);
        var journal = Directory.EnumerateFiles(_cli.Work, "journal.db", SearchOption.AllDirectories).Single();
        File.Delete(Path.Combine(Path.GetDirectoryName(journal)!, "record.json"));
        await File.WriteAllBytesAsync(journal, [], TestContext.Current.CancellationToken);
        var resumed = await _cli.RunAsync([.. run, "--resume"]);
        Assert.Equal(0, resumed.Code);
        Assert.Contains("is empty, so nothing of an earlier run can be resumed", resumed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task One_item_carries_no_interval_and_is_not_run() => RefusedAsync("A budget of 1 item is too small", "run", "--benchmark", _benchmark, "--model", Model, "--limit", "1", "--work", _cli.Work);

    [Fact]
    public async Task A_backtest_of_a_history_alone_takes_its_items_for_the_benchmark()
    {
        var history = _cli.Write("alone.csv", "model,item,score\n" + string.Concat(Enumerable.Range(0, 4).Select(m => Rows(i => $"m{m},k{i},{(i * (m + 3) + m) % 3 / 2}"))));
        var backtest = await _cli.RunAsync("backtest", "--history", history, "--draws", "2", "--budgets", "10");
        Assert.Equal((0, ""), (backtest.Code, backtest.Error));
        Assert.StartsWith("\nalone: 40 items, 4 past models", backtest.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", "--until", "half-width=0.05,items=900"), InlineData("run", "--limit", "20", "--method", "auto", "--aim", "point"), InlineData("run", "--until", "half-width=0.3,items=30")]
    public async Task Reports_fit_eighty_columns(params string[] args)
    {
        // Auto tries its candidates on every past model; what it says is as long on a part of the items.
        if (args.Contains("auto")) args = [.. args, "--benchmark", _cli.Write("part.jsonl", string.Concat(File.ReadLines(Path.Combine(CommandLine.Root, "data", "pocket", "items.jsonl")).Where((_, i) => i % 12 == 0).Select(line => line + "\n"))), "--model", Model, "--history", Path.Combine(CommandLine.Root, "data", "pocket", "history.parquet")];
        // Twice: answers then come from the cache, which the report says.
        for (var i = 0; i < (args[0] == "run" ? 2 : 1); i++)
        {
            var report = (await _cli.RunAsync(args)).Output;
            Assert.All(report.Split('\n').Where(line => !line.StartsWith("  record", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
        }
    }

    private static string Model => Path.Combine(CommandLine.Models, "pocket-weak");

    private static string Rows(Func<int, string> row) => string.Concat(Enumerable.Range(0, 40).Select(i => $"{row(i)}\n"));

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private async Task RefusedAsync(string told, params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await CommandLineProgram.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        Assert.Equal((2, ""), (code, output.ToString()));
        Assert.Contains(told, error.ToString(), StringComparison.Ordinal);
        Assert.InRange(error.ToString().TrimEnd().Split('\n').Length, 1, 2);
    }
}
