using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;

namespace SparseEval.Evaluation;

/// <summary>
/// Posts JSON to a server until it gives an answer that can be read: asks again after busy, broken, silent, cut-off and malformed answers, waits as long as the
/// server says, and rests while nothing comes back at all.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    /// <summary>Requests in a row that got nothing, after which the server as a whole has failed and the run stops, to be resumed.</summary>
    private const int SilencesInARow = 8;

    private readonly HttpClient _http;
    private readonly ResiliencePipeline<ServerReply> _attempts;
    private readonly FailedAttempts _failed = new();
    private readonly ServerKey _key;
    private int _silences;

    private ServerClient(HttpClient http, ServerPatience patience, AdaptiveConcurrency concurrency, ServerKey key) =>
        (_http, _attempts, Concurrency, _key) = (http, patience.Pipeline(concurrency, _failed), concurrency, key);

    /// <summary>Of attempts; less than was asked for while the server has too much to do.</summary>
    public AdaptiveConcurrency Concurrency { get; }

    public static ServerClient Of(OpenAiEngineOptions options) =>
        Of(options.Server, options.KeyVariable, new(options.Attempts, options.Timeout) { RequestsPerMinute = options.RequestsPerMinute, TokensPerMinute = options.TokensPerMinute }, options.Concurrency);

    public static ServerClient Of(Uri server, string keyVariable, ServerPatience patience, int concurrency)
    {
        var key = ServerKey.Of(keyVariable);
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, PooledConnectionLifetime = TimeSpan.FromMinutes(10), AllowAutoRedirect = false, EnableMultipleHttp2Connections = true };
        var http = new HttpClient(handler) { BaseAddress = new(server.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (key.Value is { } secret) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return new(http, patience, new(concurrency), key);
    }

    /// <summary>The answer to a posted body, as <paramref name="read"/> reads it.</summary>
    /// <param name="path">Below the server's address.</param>
    /// <param name="body">JSON; null asks by GET.</param>
    /// <param name="read">Throws <see cref="MalformedAnswerException"/> where the answer is not what was asked for.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="tokens">Predicted, read and generated, of each attempt.</param>
    /// <exception cref="RefusedRequestException">The server will not answer this request.</exception>
    /// <exception cref="SilentServerException">No attempt brought an answer.</exception>
    /// <exception cref="MalformedAnswerException">No attempt brought one that can be read.</exception>
    /// <exception cref="EngineException">The server cannot be reached or refuses this client, or nothing came back for several requests in a row.</exception>
    public Task<T> AskAsync<T>(string path, byte[]? body, Func<JsonElement, T> read, CancellationToken cancellationToken, long tokens = 0) =>
        AskAsync<T>(path, token => TryAsync(path, body, element => read(element), token), tokens, cancellationToken);

    /// <summary>The answer to a unary call of gRPC, as <paramref name="read"/> reads its message; its status stands for the HTTP status of the same meaning.</summary>
    /// <inheritdoc cref="AskAsync{T}(string, byte[], Func{JsonElement, T}, CancellationToken, long)"/>
    public Task<T> CallAsync<T>(string path, byte[] message, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken) =>
        AskAsync<T>(path, async token =>
        {
            using var request = GrpcCall.Request(path, message);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            return await GrpcCall.ReplyAsync(response, reply => _key.IsIn(reply.Span) ? throw new MalformedAnswerException("the server's answer repeats the key, and is not kept") : read(reply), token).ConfigureAwait(false);
        }, tokens: 0, cancellationToken);

    /// <summary>Status of a GET whose body does not matter; null where nothing came back.</summary>
    public async Task<int?> StatusAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<T> AskAsync<T>(string path, Func<CancellationToken, ValueTask<ServerReply>> attempt, long tokens, CancellationToken cancellationToken)
    {
        ServerReply reply;
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ServerPatience.Tokens, tokens);
        try
        {
            reply = await _attempts.ExecuteAsync(running => OpenTime.CountAsync(attempt, running.CancellationToken), context).ConfigureAwait(false);
        }
        catch (RefusedRequestException)
        {
            // It has answered; what it said cannot serve this item, however often it is asked.
            Interlocked.Exchange(ref _silences, 0);
            throw;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Silence(path, problem);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
        if (reply.IsBroken || reply.Status is 408 or 425 or 429) throw Silence(path, null, reply);
        Interlocked.Exchange(ref _silences, 0);
        return reply switch
        {
            { Fault: { } fault } => throw fault,
            { Status: 200 } => (T)reply.Value!,
            { Status: 401 or 402 or 403 } => throw new EngineException($"The server refuses {Address(path)} with status {reply.Status}: {Said(reply)} Set the key's environment variable, pay what it asks for, or use a model that it may reach."),
            { Status: >= 300 and < 400 } => throw new EngineException($"The server sends {Address(path)} elsewhere (status {reply.Status}), and keys are not carried there. Give the address where it answers itself."),
            { Status: 404 or 405 } => throw new EngineException($"The server has no {Address(path)} (status {reply.Status}): {Said(reply)} Check the address (of the OpenAI protocol it usually ends in /v1) and the model's name.") { HasNoSuchPath = true },
            _ => throw new RefusedRequestException($"the server refused the request with status {reply.Status}: {Said(reply)}"),
        };
    }

    public void Dispose() => _http.Dispose();

    /// <summary>An answer is not what was asked for.</summary>
    public static bool IsUnreadable(Exception problem) => problem is JsonException or MalformedAnswerException or InvalidOperationException or KeyNotFoundException or FormatException;

    private async ValueTask<ServerReply> TryAsync(string path, byte[]? body, Func<JsonElement, object?> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        using var held = await BoundedBody.ReadAsync(response.Content, response.StatusCode == HttpStatusCode.OK, cancellationToken).ConfigureAwait(false);
        var bytes = held.Bytes;
        var reply = new ServerReply((int)response.StatusCode, bytes) { RetryAfter = ServerPatience.RetryAfter(response.Headers) };
        if (response.StatusCode != HttpStatusCode.OK) return reply;
        if (_key.IsIn(bytes)) return reply with { Fault = new("the server's answer repeats the key, and is not kept") };
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return reply with { Value = read(json.RootElement) };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return reply with { Fault = e as MalformedAnswerException ?? new MalformedAnswerException($"the server's answer cannot be read: {e.Message}", e) };
        }
    }

    private Exception Silence(string path, Exception? problem, ServerReply? reply = null)
    {
        if (problem is BrokenCircuitException && _failed.Last is { } last) (problem, reply) = (last.Exception, last.Result);
        var told = (reply is null ? _key.Cleaned(problem!.Message).TrimEnd('.') : $"status {reply.Status}: {Said(reply).TrimEnd('.')}") + _failed.InARow();
        if (Interlocked.Increment(ref _silences) >= SilencesInARow || problem is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError })
            return new EngineException($"{Address(path)} gives no answer ({told}). Start the server, mend it or ask less of it at once (--concurrency), and resume: what was finished is kept.", problem!);
        return new SilentServerException($"the server gave no answer in all attempts ({told})", problem);
    }

    private string Address(string path) => $"'{new Uri(_http.BaseAddress!, path)}'";

    /// <summary>The server's own words, short, and without the key that some servers repeat.</summary>
    private string Said(ServerReply reply)
    {
        // First without the key, then short: a part of a key is one too.
        var text = _key.Cleaned(reply.Text).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? "it says nothing." : text.Length > 300 ? $"{text[..300]}..." : text;
    }
}
