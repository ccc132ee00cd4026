namespace SparseEval.Evaluation.Tests;

/// <summary>
/// Real processes and SIGKILL. Seen failing with the list of finished items passed over while batches are prepared: finished items were run again.
/// </summary>
public sealed class KilledRunTests
{
    private const int BatchSize = 8;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_run_killed_five_times_ends_with_the_record_of_an_undisturbed_one_and_finished_items_are_not_run_again(int seed, bool useCache)
    {
        using var fixture = new RunFixture();
        var plan = new VictimPlan(fixture.Folder, "killed", useCache, TimeSpan.FromMilliseconds(25));
        var random = new Random(seed);
        var finished = new HashSet<string>();
        var kills = 0;
        for (var kill = 1; kill <= 5; kill++)
        {
            var logged = Lines(plan.Log).Count;
            // The last is due at 57 at most: the engine is three batches ahead of what is reported at most, and the run has 100 items.
            var due = (kill * 10) + random.Next(8);
            using (var victim = Victim.Start(plan with { DieAfter = due, DieLater = TimeSpan.FromMilliseconds(random.Next(40)) }))
            {
                await victim.WaitForExitAsync(fixture.Token);
                Assert.Equal(128 + 9, victim.ExitCode);
            }
            kills++;
            Assert.Empty(finished.Intersect(Lines(plan.Log).Skip(logged)));
            finished.UnionWith(Journaled(plan));
            Assert.True(finished.Count >= due, $"Seed {seed}, kill {kill}: {due} items were reported as done, and {finished.Count} were on disk.");
            Assert.True(finished.Count < 100, $"Seed {seed}: the run ended before kill {kill}.");
        }
        var before = Lines(plan.Log).Count;
        using (var last = Victim.Start(plan))
        {
            await last.WaitForExitAsync(fixture.Token);
            Assert.Equal(0, last.ExitCode);
        }
        var log = Lines(plan.Log);
        Assert.Empty(finished.Intersect(log.Skip(before)));
        Assert.Equal(100, log.Distinct().Count());
        Assert.InRange(log.Count, 100, 100 + (kills * 6 * BatchSize));
        var resumed = RunRecord.Read(plan.Record);
        Assert.Null((await fixture.RunAsync()).FirstDifference(resumed));
        Assert.InRange(resumed.Timings.Sessions, 2, 6);
    }

    [Fact]
    public async Task Two_processes_share_one_cache()
    {
        using var fixture = new RunFixture();
        var plans = Enumerable.Range(0, 2).Select(i => new VictimPlan(fixture.Folder, $"run{i}", UseCache: true, TimeSpan.FromMilliseconds(5))).ToList();
        var processes = plans.Select(Victim.Start).ToList();
        foreach (var process in processes)
        {
            await process.WaitForExitAsync(fixture.Token);
            Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(fixture.Token)));
            process.Dispose();
        }
        var records = plans.ConvertAll(plan => RunRecord.Read(plan.Record));
        Assert.Equal(records[0].Estimate.Value, records[1].Estimate.Value);
        using var cache = ResponseCache.Open(plans[0].Cache);
        Assert.Equal(100, cache.Count);
    }

    [Fact]
    public async Task A_second_process_on_one_journal_is_refused_and_the_first_goes_on()
    {
        using var fixture = new RunFixture();
        var hold = Path.Combine(fixture.Folder, "hold");
        File.WriteAllText(hold, "");
        var plan = new VictimPlan(fixture.Folder, "owned", UseCache: false, TimeSpan.Zero) { HoldFile = hold };
        using var first = Victim.Start(plan);
        while (Lines(plan.Log).Count == 0) await Task.Delay(10, fixture.Token);
        using var second = Victim.Start(plan);
        await second.WaitForExitAsync(fixture.Token);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("in use by another process", await second.StandardError.ReadToEndAsync(fixture.Token), StringComparison.Ordinal);
        Assert.False(first.HasExited);
        File.Delete(hold);
        await first.WaitForExitAsync(fixture.Token);
        Assert.Equal(0, first.ExitCode);
    }

    // On copies, so that the look itself repairs nothing.
    private static HashSet<string> Journaled(VictimPlan plan)
    {
        var folder = Directory.CreateDirectory(Path.Combine(plan.Folder, "look")).FullName;
        foreach (var suffix in (string[])["", "-wal"])
        {
            File.Delete(Path.Combine(folder, "journal" + suffix));
            if (File.Exists(plan.Journal + suffix)) File.Copy(plan.Journal + suffix, Path.Combine(folder, "journal" + suffix));
        }
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "journal")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT item FROM items";
        using var rows = command.ExecuteReader();
        var items = new HashSet<string>();
        while (rows.Read()) items.Add(rows.GetString(0));
        return items;
    }

    private static List<string> Lines(string path)
    {
        if (!File.Exists(path)) return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
