using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>Asks a model of the KServe protocol for log-likelihoods and texts, after one look at what it takes and gives.</summary>
internal sealed class KserveQuestions(KserveEngineOptions options, IKserveTransport transport) : IDisposable
{
    private const string AskReason = "return_finish_reason";
    private const string Reason = "finish_reason";

    private readonly SemaphoreSlim _looking = new(1);
    private KserveModel? _model;

    public async Task<IReadOnlyList<double>> LogLikelihoodsAsync(LogLikelihoodRequest request, CancellationToken cancellationToken)
    {
        var count = request.Continuations.Count;
        if (options.Choice == KserveChoice.Logits) return await ClassesAsync(request, count, cancellationToken).ConfigureAwait(false);
        var model = await ModelAsync([options.ContextInput, options.ContinuationInput], options.LogLikelihoodOutput, cancellationToken).ConfigureAwait(false);
        var (context, continuation) = (Input(model, options.ContextInput), Input(model, options.ContinuationInput));
        // A model without room for several rows is asked option by option.
        var logs = new List<double>();
        foreach (var some in request.Continuations.Chunk(context.Shape is [1] or [1, 1] ? 1 : count))
            logs.AddRange(await NumbersAsync(request.ItemId,
                [KserveTensor.Of(context.Name, context.Column(some.Length), [.. some.Select(_ => request.Context)]), KserveTensor.Of(continuation.Name, continuation.Column(some.Length), some)],
                options.LogLikelihoodOutput, some.Length, cancellationToken).ConfigureAwait(false));
        return logs.Exists(log => log > 1e-6) ? throw new MalformedAnswerException(FormattableString.Invariant($"the server gave log-likelihood {logs.Max()}, and none is above 0"))
            : count > 2 && logs.TrueForAll(log => log == logs[0]) ? throw new MalformedAnswerException("every option got the same log-likelihood, which tells nothing") : logs;
    }

    public async Task<(string Text, bool IsTruncated)> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var (text, reason) = options.UseGenerate && transport is KserveHttp http ? await http.GenerateAsync(GenerateBody(request, await SaysWhyAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false)
            : await InferTextAsync(request, cancellationToken).ConfigureAwait(false);
        // Some servers repeat the question before the answer.
        if (text.StartsWith(request.Context, StringComparison.Ordinal)) text = text[request.Context.Length..];
        FinishReasons.Require(reason);
        var cut = OpenAiAnswers.Cut(text, request);
        return (cut, cut.Length == text.Length && FinishReasons.IsTruncated(reason));
    }

    public void Dispose()
    {
        transport.Dispose();
        _looking.Dispose();
    }

    private async Task<(string Text, string Reason)> InferTextAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var model = await ModelAsync([options.TextInput], options.TextOutput, cancellationToken).ConfigureAwait(false);
        var inputs = new List<KserveTensor> { KserveTensor.Of(options.TextInput, Input(model, options.TextInput).Column(1), [request.Context]) };
        foreach (var info in model.Inputs)
        {
            if (info.Name == options.ParametersInput) inputs.Add(KserveTensor.Of(info.Name, info.Column(1), [Sampling(request).ToJsonString()]));
            if (info.Name is "stream" or "exclude_input_in_output" || (info.Name == AskReason && SaysWhy(model))) inputs.Add(new(info.Name, "BOOL", info.Column(1)) { Numbers = [info.Name == "stream" ? 0 : 1] });
        }
        string[] wanted = SaysWhy(model) ? [options.TextOutput, Reason] : [options.TextOutput];
        var outputs = await transport.InferAsync(request.ItemId, inputs, wanted, cancellationToken).ConfigureAwait(false);
        var reason = outputs.FirstOrDefault(output => output.Name == Reason)?.Texts is [var said] ? said : "";
        return Output(outputs, options.TextOutput).Texts is [var text] ? (text, reason) : throw new MalformedAnswerException($"the server was asked for one text and gave {Output(outputs, options.TextOutput).Texts.Count}");
    }

    private async Task<IReadOnlyList<double>> ClassesAsync(LogLikelihoodRequest request, int classes, CancellationToken cancellationToken)
    {
        var model = await ModelAsync([options.TextInput], options.LogitsOutput, cancellationToken).ConfigureAwait(false);
        var logits = await NumbersAsync(request.ItemId, [KserveTensor.Of(options.TextInput, Input(model, options.TextInput).Column(1), [request.Context])], options.LogitsOutput, classes, cancellationToken).ConfigureAwait(false);
        var most = logits.Max();
        var sum = Math.Log(logits.Sum(logit => Math.Exp(logit - most))) + most;
        return [.. logits.Select(logit => logit - sum)];
    }

    private async Task<IReadOnlyList<double>> NumbersAsync(string id, IReadOnlyList<KserveTensor> inputs, string output, int count, CancellationToken cancellationToken)
    {
        var numbers = Output(await transport.InferAsync(id, inputs, [output], cancellationToken).ConfigureAwait(false), output).Numbers;
        if (numbers.Count != count) throw new MalformedAnswerException($"'{output}' has {numbers.Count} numbers for {count} options");
        return numbers.All(double.IsFinite) ? numbers : throw new MalformedAnswerException($"'{output}' holds what is no finite number");
    }

    private static KserveTensor Output(IReadOnlyList<KserveTensor> outputs, string name) =>
        outputs.FirstOrDefault(output => output.Name == name) ?? throw new MalformedAnswerException($"the server's answer has no output '{name}'");

    private static KserveTensorInfo Input(KserveModel model, string name) => model.Inputs.First(input => input.Name == name);

    private JsonObject Sampling(GenerationRequest request)
    {
        var parameters = new JsonObject { ["temperature"] = 0, ["max_tokens"] = request.MaxTokens, ["seed"] = options.Seed };
        if (request.Sampling is { Temperature: > 0 } sampling)
        {
            (parameters["temperature"], parameters["top_p"], parameters["seed"]) = (sampling.Temperature, sampling.TopP, sampling.Seed);
            if (sampling.TopK > 0) parameters["top_k"] = sampling.TopK;
        }
        if (request.Stop.Count > 0) parameters["stop"] = new JsonArray([.. request.Stop.Select(text => (JsonNode)text)]);
        return parameters;
    }

    private JsonObject GenerateBody(GenerationRequest request, bool saysWhy)
    {
        var parameters = Sampling(request);
        parameters["stream"] = false;
        parameters["exclude_input_in_output"] = true;
        var body = new JsonObject { [options.TextInput] = request.Context, ["parameters"] = parameters };
        if (saysWhy) body[AskReason] = true;
        return body;
    }

    /// <summary>Whether the model, as Triton's vLLM backend, says why a text ended where it is asked to.</summary>
    private static bool SaysWhy(KserveModel model) => model.Inputs.Any(input => input.Name == AskReason) && model.Outputs.Any(output => output.Name == Reason);

    private async Task<bool> SaysWhyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return SaysWhy(await LookAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (EngineException problem) when (problem.HasNoSuchPath)
        {
            return false;
        }
    }

    private async Task<KserveModel> ModelAsync(IReadOnlyList<string> inputs, string output, CancellationToken cancellationToken)
    {
        var model = await LookAsync(cancellationToken).ConfigureAwait(false);
        if (inputs.FirstOrDefault(name => model.Inputs.All(input => input.Name != name)) is { } lacking) throw Lacks("input", lacking, model.Inputs);
        return model.Outputs.Any(o => o.Name == output) ? model : throw Lacks("output", output, model.Outputs);
    }

    private async Task<KserveModel> LookAsync(CancellationToken cancellationToken)
    {
        if (_model is not null) return _model;
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Nothing is computed for it.
            LostAttempts.Begin();
            return _model ??= await transport.DescribeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _looking.Release();
        }
    }

    private EngineException Lacks(string side, string name, IReadOnlyList<KserveTensorInfo> has) => new(
        $"Model '{options.Model}' has no {side} '{name}'; it has {string.Join(", ", has.Select(t => $"{t.Name} ({t.Datatype} [{string.Join(",", t.Shape)}])"))}. Name the one that serves it, or use a scorer that asks for something else.")
    { LacksCapability = true };
}
