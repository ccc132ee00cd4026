using System.Text.Json;

namespace SparseEval.Cli.Tests;

/// <summary>What is found, what is missing, and what to do about it.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Where_tests_run_everything_that_runs_need_is_there()
    {
        var seen = await _cli.RunAsync("doctor", "--work", _cli.Work);
        Assert.True(seen.Code == 0, seen.Output);
        Assert.Matches(@"ok +ONNX Runtime +\d+\.\d+", seen.Output);
        Assert.Matches(@"ok +DuckDB +v\d+\.\d+", seen.Output);
        Assert.Matches(@"ok +provider cpu +runs a test graph", seen.Output);
        Assert.False(Directory.Exists(_cli.Work));
    }

    [Theory]
    [InlineData("SPARSEEVAL_ORT", "/nowhere/libonnxruntime.so", "ONNX Runtime", "is not a file")]
    [InlineData("SPARSEEVAL_DUCKDB", "/nowhere/libduckdb.so", "DuckDB", "cannot be loaded")]
    [InlineData("SPARSEEVAL_SED", "17", "SPARSEEVAL_SED", "sets nothing")]
    public async Task What_is_broken_is_named_with_its_remedy(string variable, string value, string name, string told)
    {
        using var process = _cli.StartWith((variable, value), "doctor", "--format", "json");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        var seen = JsonDocument.Parse(output).RootElement;
        Assert.False(seen.GetProperty("ready").GetBoolean());
        var finding = seen.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);
        Assert.Equal("MISSING", finding.GetProperty("state").GetString());
        Assert.Contains(told, finding.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", finding.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task A_broken_cache_is_told_and_left_as_it_is()
    {
        var cache = Path.Combine(Directory.CreateDirectory(_cli.Work).FullName, "responses.db");
        File.WriteAllText(cache, "no database");
        var seen = await _cli.RunAsync("doctor", "--work", _cli.Work);
        Assert.Equal(1, seen.Code);
        Assert.Contains("only saved answers are lost", seen.Output, StringComparison.Ordinal);
        Assert.Equal("no database", File.ReadAllText(cache));
    }

    /// <summary>Only `cache verify` reads a cache, and so finds that every answer in it is broken.</summary>
    [Fact]
    public async Task A_cache_is_opened_and_not_read()
    {
        Assert.Equal(0, (await _cli.RunAsync("run", "--limit", "60", "--model", Path.Combine(CommandLine.Models, "pocket-weak"))).Code);
        var cache = Path.Combine(_cli.Work, "responses.db");
        using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={cache};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "UPDATE responses SET completion = 'no answer'";
            Assert.Equal(60, command.ExecuteNonQuery());
        }
        var seen = await _cli.RunAsync("doctor", "--work", _cli.Work);
        Assert.Matches(@"ok +response cache +\d.*B, opens \('sparseeval cache verify' reads all of it\)", seen.Output);
    }

    [Fact]
    public async Task A_work_folder_that_cannot_be_made_is_told()
    {
        var seen = await _cli.RunAsync("doctor", "--work", Path.Combine(_cli.Write("file", ""), "work"));
        Assert.Equal(1, seen.Code);
        Assert.Contains("--work FOLDER", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fix_fetches_nothing_where_nothing_is_missing()
    {
        var seen = await _cli.RunAsync("doctor", "--fix", "--work", _cli.Work);
        Assert.Equal(0, seen.Code);
        Assert.Contains("Nothing is to be fetched", seen.Error, StringComparison.Ordinal);
    }
}
