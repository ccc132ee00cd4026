using System.Net;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>One request of JSON and its answer, which is read within bounds and without the key.</summary>
internal sealed class JsonExchange(HttpClient http, ServerKey key)
{
    /// <summary>An answer is not what was asked for.</summary>
    public static bool IsUnreadable(Exception problem) => problem is JsonException or MalformedAnswerException or InvalidOperationException or KeyNotFoundException or FormatException;

    /// <param name="path">Below the server's address.</param>
    /// <param name="body">JSON; null asks by GET.</param>
    /// <param name="read">Throws where the answer is not what was asked for, which is then the reply's fault.</param>
    /// <param name="cancellationToken">Of the attempt.</param>
    public async ValueTask<ServerReply> TryAsync(string path, byte[]? body, Func<JsonElement, object?> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        using var held = await BoundedBody.ReadAsync(response.Content, response.StatusCode == HttpStatusCode.OK, cancellationToken).ConfigureAwait(false);
        var bytes = held.Bytes;
        var reply = new ServerReply((int)response.StatusCode, bytes) { RetryAfter = ServerPatience.RetryAfter(response.Headers) };
        if (response.StatusCode != HttpStatusCode.OK) return reply;
        if (key.IsIn(bytes)) return reply with { Fault = new("the server's answer repeats the key, and is not kept") };
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return reply with { Value = read(json.RootElement) };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return reply with { Fault = e as MalformedAnswerException ?? new MalformedAnswerException($"the server's answer cannot be read: {e.Message}", e) };
        }
    }
}
