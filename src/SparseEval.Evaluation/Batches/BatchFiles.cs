using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>Requests as the batch JSONL of the OpenAI protocol, for <c>vllm run-batch</c>, hosted batch services and others.</summary>
public static class BatchFiles
{
    /// <summary>Writes one line a request: <c>{"custom_id","method","url","body"}</c>; the item's id is the custom id. What is sampled has the seeds of a run's first epoch.</summary>
    /// <exception cref="SparseEvalException">A chat batch would have to hold log-likelihoods.</exception>
    public static void Write(TextWriter target, IEnumerable<EngineRequest> requests, BatchFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(requests);
        var server = options.AsServer();
        server.Validate();
        foreach (var request in requests.Select(request => ItemSeeds.Sown(request)))
        {
            var (url, body) = request switch
            {
                GenerationRequest free when options.Interface == OpenAiInterface.Chat => ("/v1/chat/completions", OpenAiBody.ChatNode(server, free)),
                GenerationRequest free => ("/v1/completions", OpenAiBody.GenerationNode(server, free)),
                LogLikelihoodRequest choice when options.LogLikelihoods == LogLikelihoodSource.TopTokens => options.Interface == OpenAiInterface.Chat
                    ? ("/v1/chat/completions", OpenAiBody.ChatTopTokensNode(server, choice)) : ("/v1/completions", OpenAiBody.TopTokensNode(server, choice)),
                LogLikelihoodRequest choice when options.Interface == OpenAiInterface.Completions => ("/v1/completions", OpenAiBody.EchoNode(server, choice)),
                _ => throw new SparseEvalException($"Item '{request.ItemId}' asks for log-likelihoods of options, which chat does not give but as its likeliest tokens. Use those (options of one token), the completions interface, or a scorer that reads generated text such as letter."),
            };
            var line = new JsonObject { ["custom_id"] = request.ItemId, ["method"] = "POST", ["url"] = url, ["body"] = body };
            target.Write($"{line.ToJsonString()}\n");
        }
    }
}
