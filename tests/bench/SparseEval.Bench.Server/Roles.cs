using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SparseEval.Evaluation;
using SparseEval.TestKit;

namespace SparseEval.Bench.Server;

/// <summary>The processes of the comparison. All ask the same questions by the same bodies.</summary>
internal static class Roles
{
    private const int MostItems = 40_000;

    public static async Task ServeAsync(Settings settings)
    {
        var benchmark = Questions(MostItems);
        await using var server = await ScriptedServer.StartAsync(benchmark, benchmark.Items.ToDictionary(item => item.Id, _ => (double?)1), new() { Latency = TimeSpan.FromMilliseconds(settings.Latency) });
        Console.WriteLine(server.Address);
        while (Console.ReadLine() is not null) { }
    }

    /// <summary>As many loops as the concurrency, each posting one request after the other and reading the answer as JSON.</summary>
    public static async Task BareAsync(Settings settings)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = settings.Concurrency };
        using var http = new HttpClient(handler);
        var url = new Uri($"{settings.Address}/completions");
        byte[][] bodies = [.. Questions(settings.Items).Items.Select(item => JsonSerializer.SerializeToUtf8Bytes(new { model = "m", temperature = 0, max_tokens = 32, seed = 1234, prompt = item.Prompt, stop = new[] { "\n" } }))];
        await AskAsync(settings.Warm);
        var (cpu, started) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        await AskAsync(bodies.Length);
        Console.WriteLine(Figures.Of(settings.Items, Stopwatch.GetElapsedTime(started), cpu));

        Task AskAsync(int items)
        {
            var next = -1;
            return Task.WhenAll(Enumerable.Range(0, settings.Concurrency).Select(async _ =>
            {
                for (var i = Interlocked.Increment(ref next); i < items; i = Interlocked.Increment(ref next)) await PostAsync(bodies[i]);
            }));
        }

        async Task PostAsync(byte[] body)
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var response = await http.PostAsync(url, content);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            if (json.RootElement.GetProperty("choices")[0].GetProperty("text").GetString() is not { Length: > 0 }) throw new InvalidOperationException("An answer is empty.");
        }
    }

    /// <summary>A whole run: draw, ask, score, durable journal, estimate, record.</summary>
    public static async Task RunAsync(Settings settings)
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-bench-");
        RunPlan Plan(int items) => new(new(Questions(items))) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        var plan = Plan(settings.Items);
        await using var engine = RemoteEngines.OpenAi(new() { Server = new(settings.Address), Model = "m", Concurrency = settings.Concurrency });
        if (settings.Warm > 0) await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = Path.Combine(folder.FullName, "warm.db") }).RunAsync(Plan(settings.Warm));
        var (cpu, started) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        var record = await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = Path.Combine(folder.FullName, "journal.db") }).RunAsync(plan);
        var figures = Figures.Of(settings.Items, Stopwatch.GetElapsedTime(started), cpu);
        if (Math.Abs(record.Estimate.Value - 1) > 1e-9) throw new InvalidOperationException($"The score is {record.Estimate.Value}, and every answer was right.");
        folder.Delete(recursive: true);
        Console.WriteLine(figures);
    }

    /// <summary>A run that looks at what is alive on the way.</summary>
    public static async Task HoldAsync(Settings settings)
    {
        var plan = new RunPlan(new(Questions(settings.Items))) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) };
        await using var engine = RemoteEngines.OpenAi(new() { Server = new(settings.Address), Model = "m", Concurrency = settings.Concurrency });
        var held = new HeldMemory(settings.Items);
        _ = await new Evaluator(engine, Scorers.Auto()).RunAsync(new RunPlan(new(Questions(settings.Warm))) { Design = Designs.SimpleRandom(), Estimator = Estimators.Mean(), Budget = Budget.Fraction(1) });
        var folder = Directory.CreateTempSubdirectory("sparseeval-bench-");
        held.Begin();
        var record = await new Evaluator(engine, Scorers.Auto(), new() { JournalPath = Path.Combine(folder.FullName, "journal.db"), Progress = held }).RunAsync(plan);
        // This goes on within the run's last step, which holds it until it has returned.
        await Task.Yield();
        held.End(record);
        GC.KeepAlive(plan);
        folder.Delete(recursive: true);
        Console.WriteLine(held);
    }

    /// <summary>Free answers to prompts of about 400 characters, as many as asked for.</summary>
    private static SparseEval.Benchmark Questions(int items) => new("questions", [.. Enumerable.Range(0, items).Select(i => new Item($"q{i:00000}", Prompt(i), $"answer {i}"))]);

    private static string Prompt(int number) => new StringBuilder($"Question {number:00000}: ").Insert(0, "Some words that stand before the question. ", 8).Append(" what is it?").ToString();
}
