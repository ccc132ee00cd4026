using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Which models a server lists, and how many tokens the one that is asked for takes.</summary>
internal sealed class ServedModels(ServerClient client, OpenAiEngineOptions options)
{
    public async Task<(IReadOnlyList<string> Models, long? Context)> ReadAsync(CancellationToken cancellationToken)
    {
        var listed = await TryAsync("models", Listed, cancellationToken).ConfigureAwait(false);
        var context = listed.Context ?? await TryAsync(options.BesideVersion("info"), info => Number(info, "max_total_tokens"), cancellationToken).ConfigureAwait(false);
        return (listed.Models ?? [], context);
    }

    private async Task<T?> TryAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync(path, null, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServerFaultException or EngineException { HasNoSuchPath: true })
        {
            return default;
        }
    }

    private (IReadOnlyList<string>? Models, long? Context) Listed(JsonElement answer)
    {
        var entries = answer.GetProperty("data").EnumerateArray().ToArray();
        return ([.. entries.Select(entry => entry.GetProperty("id").GetString()!)], Context(Array.Find(entries, entry => entry.GetProperty("id").GetString() == options.Model)));
    }

    /// <summary>vLLM and SGLang say <c>max_model_len</c>, llama.cpp <c>meta.n_ctx</c>; Text Generation Inference says <c>max_total_tokens</c> at <c>/info</c>.</summary>
    private static long? Context(JsonElement model) => model.ValueKind != JsonValueKind.Object ? null
        : Number(model, "max_model_len") ?? (model.TryGetProperty("meta", out var meta) ? Number(meta, "n_ctx") : null) ?? Number(model, "context_length") ?? Number(model, "context_window");

    private static long? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0 ? number : null;
}
