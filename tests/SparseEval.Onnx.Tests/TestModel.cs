using System.Text.Json;
using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

/// <summary>The shipped models and a few of their items; nothing else is needed in a fresh clone.</summary>
internal static class TestModel
{
    public static string Root => SparseEval.TestKit.RepositoryRoot.Folder;

    public static string Weak => Shipped("models", "pocket-weak");

    public static string Strong => Shipped("models", "pocket-strong");

    public static string Items => Shipped("pocket", "items.jsonl");

    public static string Golden => Shipped("pocket", "golden-weak.json");

    public static OnnxEngine Open(string? path = null, int threads = 1, int tokenBudget = 512, int maxBatch = 16) =>
        OnnxEngine.Open(new OnnxEngineOptions { ModelPath = path ?? Weak, Providers = ["cpu"], Threads = threads, TokenBudget = tokenBudget, MaxBatch = maxBatch }, OrtApi.Default);

    /// <summary>Every <paramref name="step"/>-th item of the bundled benchmark as a request, with its options or with 12 tokens to generate.</summary>
    public static List<EngineRequest> Requests(int step) =>
        [.. File.ReadLines(Items).Where((_, i) => i % step == 0).Select(ToRequest)];

    public static EngineRequest Request(string id) =>
        ToRequest(File.ReadLines(Items).First(line => line.Contains($"\"id\": \"{id}\"", StringComparison.Ordinal)));

    public static LogLikelihoodRequest Choice(string id, string context, params string[] continuations) =>
        new() { ItemId = id, Context = context, Continuations = continuations };

    public static async Task<Dictionary<string, Completion>> RunAll(OnnxEngine engine, IReadOnlyList<EngineRequest> requests)
    {
        var found = new Dictionary<string, Completion>();
        foreach (var batch in engine.Plan(requests))
            foreach (var completion in await engine.RunAsync(batch, TestContext.Current.CancellationToken)) found.Add(completion.ItemId, completion);
        return found;
    }

    public static async Task<Completion> RunOne(OnnxEngine engine, EngineRequest request) =>
        (await engine.RunAsync(new EngineBatch(0, [request]), TestContext.Current.CancellationToken))[0];

    /// <summary>A copy of the weak model in a new folder, whose config and graph a test may change.</summary>
    public static string Copy(Func<string, string>? config = null, Func<byte[], byte[]>? graph = null)
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-model-").FullName;
        var text = File.ReadAllText(Path.Combine(Weak, "config.json"));
        File.WriteAllText(Path.Combine(folder, "config.json"), config is null ? text : config(text));
        var bytes = File.ReadAllBytes(Path.Combine(Weak, "model.onnx"));
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), graph is null ? bytes : graph(bytes));
        return folder;
    }

    private static EngineRequest ToRequest(string line)
    {
        using var document = JsonDocument.Parse(line);
        var (id, prompt) = (document.RootElement.GetProperty("id").GetString()!, document.RootElement.GetProperty("prompt").GetString()!);
        return document.RootElement.TryGetProperty("options", out var options)
            ? Choice(id, prompt, [.. options.EnumerateArray().Select(o => " " + o.GetString())])
            : new GenerationRequest { ItemId = id, Context = prompt, MaxTokens = 12 };
    }

    /// <summary>One test, <see cref="ModelTests.The_shipped_models_are_there"/>, fails where data/ is not whole; the others need not repeat it.</summary>
    private static string Shipped(params string[] parts)
    {
        var path = Path.Combine([Root, "data", .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"{path} is not there.");
        return path;
    }
}
