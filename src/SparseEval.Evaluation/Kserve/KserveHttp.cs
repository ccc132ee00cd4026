using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>The KServe protocol by HTTP and JSON.</summary>
internal sealed class KserveHttp(KserveEngineOptions options, ServerClient client) : IKserveTransport
{
    public Diagnostic? Remark => client.Concurrency.Remark;

    private string Model => $"v2/models/{Uri.EscapeDataString(options.Model)}{(options.Version.Length > 0 ? $"/versions/{Uri.EscapeDataString(options.Version)}" : "")}";

    public Task<KserveModel> DescribeAsync(CancellationToken cancellationToken) => client.AskAsync(Model, null, answer =>
        new KserveModel(answer.GetProperty("name").GetString()!, answer.TryGetProperty("platform", out var platform) ? platform.ToString() : "", Tensors(answer, "inputs"), Tensors(answer, "outputs")), cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var path in new[] { "v2/health/live", "v2/health/ready", $"{Model}/ready" })
            if (await client.StatusAsync(path, cancellationToken).ConfigureAwait(false) != 200) return false;
        return true;
    }

    public Task<IReadOnlyList<KserveTensor>> InferAsync(string id, IReadOnlyList<KserveTensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["id"] = id,
            ["inputs"] = new JsonArray([.. inputs.Select(Input)]),
            ["outputs"] = new JsonArray([.. outputs.Select(name => (JsonNode)new JsonObject { ["name"] = name })]),
        };
        return client.AskAsync<IReadOnlyList<KserveTensor>>($"{Model}/infer", JsonSerializer.SerializeToUtf8Bytes(body), answer =>
        {
            if (answer.TryGetProperty("id", out var answered)) KserveMessages.RequireId(id, answered.GetString() ?? "");
            return [.. answer.GetProperty("outputs").EnumerateArray().Select(Output)];
        }, cancellationToken);
    }

    /// <summary>Text, and why it ended where the model says it, by the generate extension, which models that answer in a stream have in place of infer.</summary>
    public Task<(string Text, string Reason)> GenerateAsync(JsonObject body, CancellationToken cancellationToken) => client.AskAsync($"{Model}/generate", JsonSerializer.SerializeToUtf8Bytes(body),
        answer => (answer.GetProperty(options.TextOutput).GetString() ?? throw new MalformedAnswerException("the server's answer has no text"), FinishReasons.Of(answer)), cancellationToken);

    public void Dispose() => client.Dispose();

    private static JsonNode Input(KserveTensor tensor) => new JsonObject
    {
        ["name"] = tensor.Name,
        ["shape"] = new JsonArray([.. tensor.Shape.Select(d => (JsonNode)d)]),
        ["datatype"] = tensor.Datatype,
        ["data"] = tensor.Datatype == "BOOL" ? new JsonArray([.. tensor.Numbers.Select(n => (JsonNode)(n != 0))]) : new JsonArray([.. tensor.Texts.Select(t => (JsonNode)t)]),
    };

    private static KserveTensor Output(JsonElement output)
    {
        var (texts, numbers) = (new List<string>(), new List<double>());
        if (!output.TryGetProperty("data", out var data)) throw new MalformedAnswerException("an output has no JSON data; FP16, BF16 and binary outputs travel over gRPC");
        Flatten(data, texts, numbers);
        return new(output.GetProperty("name").GetString()!, output.GetProperty("datatype").GetString()!, [.. output.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]) { Texts = texts, Numbers = numbers };
    }

    /// <summary>Data may be nested like the shape, or flat.</summary>
    private static void Flatten(JsonElement data, List<string> texts, List<double> numbers)
    {
        if (data.ValueKind == JsonValueKind.Array)
            foreach (var element in data.EnumerateArray()) Flatten(element, texts, numbers);
        else if (data.ValueKind == JsonValueKind.String) texts.Add(data.GetString()!);
        else numbers.Add(data.ValueKind is JsonValueKind.True or JsonValueKind.False ? data.GetBoolean() ? 1 : 0 : data.GetDouble());
    }

    private static KserveTensorInfo[] Tensors(JsonElement answer, string side) => [.. answer.GetProperty(side).EnumerateArray().Select(tensor =>
        new KserveTensorInfo(tensor.GetProperty("name").GetString()!, tensor.GetProperty("datatype").GetString()!, [.. tensor.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]))];
}
