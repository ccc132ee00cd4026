using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>The answers of a finished batch in the place of a model: what has no line in the file is that item's error.</summary>
internal sealed class BatchAnswersEngine : IInferenceEngine
{
    private const int ItemsAtOnce = 64;

    private readonly BatchAnswerFile _file;
    private readonly OpenAiEngineOptions _options;
    private readonly OpenAiEngine _costs;
    private readonly PossibleUsage _possible;

    public BatchAnswersEngine(string path, BatchFileOptions options)
    {
        _options = options.AsServer();
        _options.Validate();
        _file = BatchAnswerFile.Open(path);
        _costs = new(_options, ServerClient.Of(_options));
        _possible = new(_options);
        Description = _costs.Description with
        {
            Name = "openai-batch",
            Provider = "batch",
            ModelHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_costs.Description.ModelHash}\n{_file.Hash}"))),
        };
    }

    public EngineDescription Description { get; }

    public IReadOnlyList<Diagnostic> Remarks => _possible.Remark is { } remark ? [remark] : [];

    public ComputeCost Predict(EngineRequest request) => request is GenerationRequest { Epochs: > 1 }
        ? throw new SparseEvalException("A file of batch answers holds one answer an item, and the plan asks for several epochs. Leave the epochs out.")
        : _costs.Predict(request);

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => [.. requests.Chunk(ItemsAtOnce).Select((chunk, i) => new EngineBatch(i, chunk))];

    public ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<Completion>>([.. batch.Requests.Select(Answer)]);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return _costs.DisposeAsync();
    }

    private Completion Answer(EngineRequest request)
    {
        var answer = new Completion { ItemId = request.ItemId, Cost = ComputeCost.Zero };
        using var line = _file.Find(request.ItemId);
        if (line is null) return answer with { Error = "The answers file has no answer for this item." };
        answer = answer with { Cost = OpenAiEngine.Cost(_options, _possible.Held(request, Spent(line.RootElement))) };
        try
        {
            var body = Body(line.RootElement);
            var found = request is LogLikelihoodRequest choice && _options.LogLikelihoods == LogLikelihoodSource.TopTokens ? TopTokenScores.Read(choice, body) : OpenAiAnswers.Read(request, _options.Interface, body);
            if (found.Logs is { Count: > 1 } logs && logs.All(log => log == logs[0])) throw new MalformedAnswerException("every option has the same log-likelihood, which tells nothing");
            return answer with { LogLikelihoods = found.Logs, Text = found.Text, IsTruncated = found.IsTruncated };
        }
        catch (Exception e) when (e is ServerFaultException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return answer with { Error = $"The batch's answer cannot be used: {e.Message.TrimEnd('.')}." };
        }
    }

    /// <summary>Of answers that cannot be used too, where they say it; requests that failed or never ran took nothing.</summary>
    private static TokenUsage Spent(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("response", out var response) || response.ValueKind != JsonValueKind.Object) return default;
        var said = SaidUsage.Of(response.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? body : response);
        return said.IsUnknown && response.TryGetProperty("status_code", out var status) && status.TryGetInt32(out var code) && code != 200 ? default : said;
    }

    private static JsonElement Body(JsonElement line)
    {
        if (line.TryGetProperty("error", out var error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) throw new MalformedAnswerException($"it is an error, {Short(error)}");
        if (!line.TryGetProperty("response", out var response) || response.ValueKind != JsonValueKind.Object) throw new MalformedAnswerException("it has no response");
        if (response.TryGetProperty("status_code", out var status) && status.TryGetInt32(out var code) && code != 200) throw new MalformedAnswerException($"its status is {code}, {Short(response)}");
        // Some writers leave the envelope out and put the body itself there.
        return response.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? body : response;
    }

    private static string Short(JsonElement element) => element.GetRawText() is { Length: > 200 } text ? $"{text[..200]}..." : element.GetRawText();
}
