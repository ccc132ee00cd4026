namespace SparseEval.Evaluation.Tests;

public sealed class CacheUpkeepTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparseeval-");
    private readonly Clock _clock = new();

    private string Path => System.IO.Path.Combine(_folder.FullName, "responses.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_least_recently_used_answers_go_first_and_the_file_stays_within_its_limit()
    {
        using var cache = ResponseCache.Open(Path, new() { MaxBytes = 300_000, TimeProvider = _clock });
        for (var i = 0; i < 600; i++)
        {
            Add(cache, i);
            // Question 0 is asked again and again, and must outlive those that came after it.
            Assert.NotNull(cache.Find(Engine("m"), Question(0)));
        }
        Assert.InRange(cache.Count, 100, 400);
        Assert.NotNull(cache.Find(Engine("m"), Question(599)));
        Assert.Null(cache.Find(Engine("m"), Question(1)));
        cache.Prune();
        Assert.InRange(new FileInfo(Path).Length, 50_000, 310_000);
    }

    [Fact]
    public void Pruning_removes_what_nobody_used_and_what_does_not_fit()
    {
        using (var cache = ResponseCache.Open(Path, new() { TimeProvider = _clock }))
        {
            for (var i = 0; i < 200; i++) Add(cache, i);
            _clock.Now += TimeSpan.FromDays(40);
            for (var i = 150; i < 200; i++) cache.Find(Engine("m"), Question(i));
        }
        using var again = ResponseCache.Open(Path, new() { TimeProvider = _clock });
        Assert.Equal(150, again.Prune(unusedSince: _clock.Now.AddDays(-30)));
        Assert.Equal(50, again.Count);
        var size = new FileInfo(Path).Length;
        Assert.InRange(again.Prune(maxBytes: size / 2), 20, 49);
        Assert.True(new FileInfo(Path).Length <= size / 2);
        Assert.Equal(0, again.Prune());
    }

    [Fact]
    public void Models_are_listed_with_their_answers_and_last_use()
    {
        using var cache = ResponseCache.Open(Path, new() { TimeProvider = _clock });
        for (var i = 0; i < 3; i++) Add(cache, i, "small");
        _clock.Now += TimeSpan.FromHours(1);
        Add(cache, 0, "large");
        var models = cache.List();
        Assert.Equal(["large (cpu)", "small (cpu)"], models.Select(model => model.Model));
        Assert.Equal([1L, 3L], models.Select(model => model.Answers));
        Assert.Equal(_clock.Now, models[0].LastUsed);
        Assert.True(models[1].Bytes > 3000);
    }

    [Fact]
    public void Broken_answers_are_found_and_removed_and_the_rest_stays()
    {
        using (var cache = ResponseCache.Open(Path))
        {
            for (var i = 0; i < 10; i++) Add(cache, i);
            Assert.True(cache.Verify().IsSound);
        }
        Sql.Execute(Path, "UPDATE responses SET completion = '{\"text\":' WHERE key = (SELECT MIN(key) FROM responses); UPDATE responses SET completion = '{}' WHERE key = (SELECT MAX(key) FROM responses)");
        using var again = ResponseCache.Open(Path);
        Assert.Equal(new CacheCheck(10, 2, null), again.Verify());
        Assert.Equal(2, again.Verify(remove: true).Broken);
        Assert.Equal(new CacheCheck(8, 0, null), again.Verify());
    }

    [Fact]
    public void A_cache_of_the_earlier_version_is_taken_over()
    {
        using (var cache = ResponseCache.Open(Path)) Add(cache, 7);
        Sql.Execute(Path, """
            CREATE TABLE old (key BLOB PRIMARY KEY, completion TEXT NOT NULL) WITHOUT ROWID; INSERT INTO old SELECT key, completion FROM responses;
            DROP TABLE responses; ALTER TABLE old RENAME TO responses; PRAGMA user_version = 1;
            """);
        using (var cache = ResponseCache.Open(Path))
        {
            Assert.NotNull(cache.Find(Engine("m"), Question(7)));
            Assert.Equal("", cache.List().Single().Model);
            Add(cache, 8);
        }
        using var again = ResponseCache.Open(Path);
        Assert.Equal(2, again.Count);
        Assert.Equal(2L, Sql.Scalar(Path, "PRAGMA user_version"));
    }

    /// <summary>Each connection stands for a process: SQLite's locks are of connections.</summary>
    [Fact]
    public async Task Several_users_write_read_and_evict_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(user => Task.Run(() =>
        {
            using var cache = ResponseCache.Open(Path, new() { MaxBytes = 200_000 });
            for (var i = 0; i < 120; i++)
            {
                Add(cache, user * 60 + i);
                cache.Find(Engine("m"), Question(i));
            }
        })));
        using var after = ResponseCache.Open(Path);
        Assert.True(after.Verify().IsSound);
        Assert.InRange(after.Count, 20, 250);
    }

    [Fact]
    public void A_limit_that_holds_nothing_is_refused() => Assert.Throws<SparseEvalException>(() => new ResponseCacheOptions { MaxBytes = 10 });

    private static GenerationRequest Question(int number) => new() { ItemId = $"q{number}", Context = $"Question {number}?", MaxTokens = 8 };

    private static EngineDescription Engine(string model) => new() { Name = "test", Model = model, ModelHash = model, Provider = "cpu", Precision = "fp32" };

    private void Add(ResponseCache cache, int number, string model = "m")
    {
        _clock.Now += TimeSpan.FromSeconds(1);
        cache.Add(Engine(model), [(Question(number), new() { ItemId = $"q{number}", Text = new string((char)('a' + number % 26), 1000), Cost = ComputeCost.Zero })]);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
