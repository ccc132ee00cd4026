using System.Text.Json.Nodes;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>A server's key is sent to the server, and stands in no exception, journal, cache or record, whatever the server does with it.</summary>
public sealed class ServerSecretTests : IDisposable
{
    private const string Variable = "SPARSEEVAL_TEST_SECRET";
    private const string Key = "sk-7f3a/9c41+e8b2d605";
    private readonly RunFixture _fixture = new(items: 90);

    public ServerSecretTests() => Environment.SetEnvironmentVariable(Variable, Key);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _fixture.Dispose();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_repeats_the_key_in_its_errors_is_not_repeated(int status)
    {
        var sent = 0;
        // Cut at 300 characters, the message would hold a part of the key.
        var text = $"{new string('x', 290)}{Key} is not welcome";
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new()
        {
            Misbehave = (number, http) =>
            {
                if (http.Request.Headers.Authorization == $"Bearer {Key}") sent++;
                return number < 7 ? Misbehave.No : Misbehave.Says(http, status, text);
            },
        });
        var problem = await Record.ExceptionAsync(() => RunAsync(server));
        Assert.Equal(server.Requests, sent);
        AssertNowhere(problem?.ToString() ?? "");
    }

    [Fact]
    public async Task An_answer_that_holds_the_key_is_not_kept()
    {
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Twist = answer => Say(answer, $"Your key is {Key}.") });
        var record = await RunAsync(server);
        Assert.Contains(record.Items, item => item.Error?.Contains("repeats the key", StringComparison.Ordinal) == true);
        AssertNowhere(record.ToJson());
    }

    public static TheoryData<string, int> Writings => new(
        from written in new[] { Key.Replace("/", @"\/", StringComparison.Ordinal), Key.Replace("/", @"\u002f", StringComparison.Ordinal), Key.Replace("+", @"\u002B", StringComparison.Ordinal), Key.Replace("/", @"\\\/", StringComparison.Ordinal),
            Uri.EscapeDataString(Key), Key.Replace("+", "&#43;", StringComparison.Ordinal), string.Concat(Key.Select(c => $@"\u{(int)c:x4}")) }
        from status in new[] { 200, 400, 401, 503 }
        select (written, status));

    /// <summary>Seen to fail (28 of 28) with a search for the key's own bytes: escaped, it stood in messages and in the run's files.</summary>
    [Theory]
    [MemberData(nameof(Writings))]
    public async Task A_key_that_is_written_with_escapes_is_told_too(string written, int status)
    {
        var answer = status == 200 ? $$$"""{"choices":[{"index":0,"text":"is it {{{written}}} ?"}]}""" : $$$"""{"error":{"message":"no {{{written}}} here"}}""";
        await using var server = await ScriptedServer.StartAsync(_fixture.Benchmark, _fixture.Scores, new() { Misbehave = (number, http) => number < 7 ? Misbehave.No : Misbehave.Says(http, status, answer) });
        RunRecord? record = null;
        var problem = await Record.ExceptionAsync(async () => record = await RunAsync(server));
        AssertNowhere($"{problem}{record?.ToJson()}", written);
        Assert.True(problem is not null || record!.Items.Any(item => item.Error is not null));
    }

    [Fact]
    public void Text_without_the_key_stays_as_it_is_and_a_flood_of_backslashes_takes_no_time()
    {
        var key = ServerKey.Of(Variable);
        Assert.Equal(@"a\/b sk-7f3a%2F", key.Cleaned(@"a\/b sk-7f3a%2F"));
        Assert.Equal("***, ***", key.Cleaned($@"{Key}, {Key.Replace("/", @"\\\/", StringComparison.Ordinal)}"));
        Assert.False(key.IsIn(Enumerable.Repeat((byte)'\\', 4 << 20).ToArray()));
    }

    [Theory]
    [InlineData("sk-with a space")]
    [InlineData("sk-with\na-line")]
    [InlineData("sk-ключ")]
    public void A_variable_that_holds_no_key_is_refused_without_its_text(string text)
    {
        Environment.SetEnvironmentVariable(Variable, text);
        var refused = Assert.Throws<SparseEvalException>(() => RemoteEngines.OpenAi(new() { Server = new("http://localhost/v1"), Model = "m", KeyVariable = Variable }));
        Assert.Contains(Variable, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:hidden-word@localhost/v1")]
    [InlineData("http://localhost/v1?api-key=hidden-word")]
    [InlineData("http://localhost/v1#hidden-word")]
    [InlineData("user:hidden-word@localhost/v1")]
    public void An_address_with_a_secret_is_refused_without_it(string address)
    {
        var refused = Assert.Throws<SparseEvalException>(() => RemoteEngines.OpenAi(new() { Server = new(address, UriKind.RelativeOrAbsolute), Model = "m" }));
        Assert.DoesNotContain("hidden-word", refused.ToString(), StringComparison.Ordinal);
        Assert.Throws<SparseEvalException>(() => RemoteEngines.Kserve(new() { Server = new(address, UriKind.RelativeOrAbsolute), Model = "m" }));
    }

    [Fact]
    public void A_key_in_the_place_of_its_variables_name_is_refused_without_it()
    {
        var refused = Assert.Throws<SparseEvalException>(() => RemoteEngines.OpenAi(new() { Server = new("http://localhost/v1"), Model = "m", KeyVariable = Key }));
        Assert.DoesNotContain(Key, refused.ToString(), StringComparison.Ordinal);
    }

    private void AssertNowhere(string text, string written = Key)
    {
        string[] parts = [Key[..7], Key[^8..], written[..7], written[^8..]];
        string[] texts = [text, .. Directory.GetFiles(_fixture.Folder).Select(File.ReadAllText)];
        Assert.All(texts, held => Assert.All(parts, part => Assert.DoesNotContain(part, held, StringComparison.Ordinal)));
    }

    private async Task<RunRecord> RunAsync(ScriptedServer server)
    {
        await using var engine = RemoteEngines.OpenAi(new() { Server = server.Address, Model = "scripted", Concurrency = 4, KeyVariable = Variable, Attempts = 1 });
        using var cache = ResponseCache.Open(Path.Combine(_fixture.Folder, "responses.db"));
        return await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = _fixture.Journal, Cache = cache, MaxErrorShare = 1 }).RunAsync(_fixture.Plan, _fixture.Token);
    }

    private static JsonObject Say(JsonObject answer, string text)
    {
        foreach (var choice in answer["choices"]?.AsArray() ?? [])
            if (choice!["logprobs"] is null) choice["text"] = text;
        return answer;
    }
}
