using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;

namespace SparseEval.Evaluation;

/// <summary>
/// Posts JSON to a server until it gives an answer that can be read: asks again after busy, broken, silent, cut-off and malformed answers, waits as long as the
/// server says, and rests while nothing comes back at all.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<ServerReply> _attempts;
    private readonly ServerVerdict _verdict;
    private readonly JsonExchange _json;
    private readonly ServerKey _key;

    private ServerClient(HttpClient http, ServerPatience patience, int concurrency, ServerKey key)
    {
        var failed = new FailedAttempts();
        (_http, _key, Concurrency) = (http, key, new(concurrency));
        _attempts = patience.Pipeline(Concurrency, failed);
        (_verdict, _json) = (new(http.BaseAddress!, key, failed), new(http, key));
    }

    /// <summary>Of attempts; less than was asked for while the server has too much to do.</summary>
    public AdaptiveConcurrency Concurrency { get; }

    public static ServerClient Of(OpenAiEngineOptions options) =>
        Of(options.Server, options.KeyVariable, new(options.Attempts, options.Timeout) { RequestsPerMinute = options.RequestsPerMinute, TokensPerMinute = options.TokensPerMinute }, options.Concurrency);

    public static ServerClient Of(Uri server, string keyVariable, ServerPatience patience, int concurrency)
    {
        var key = ServerKey.Of(keyVariable);
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = concurrency, PooledConnectionLifetime = TimeSpan.FromMinutes(10), AllowAutoRedirect = false, EnableMultipleHttp2Connections = true, AutomaticDecompression = DecompressionMethods.All };
        var http = new HttpClient(handler) { BaseAddress = new(server.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (key.Value is { } secret) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return new(http, patience, concurrency, key);
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
        AskAsync<T>(path, token => _json.TryAsync(path, body, element => read(element), token), tokens, cancellationToken);

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
            reply = await _attempts.ExecuteAsync(running => OpenTime.CountAsync(token => LostAttempts.NoteAsync(attempt, token), running.CancellationToken), context).ConfigureAwait(false);
        }
        catch (RefusedRequestException)
        {
            // What it said cannot serve this item, however often it is asked.
            _verdict.HasAnswered();
            throw;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw _verdict.Silence(path, problem);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
        return (T)_verdict.Value(path, reply)!;
    }

    public void Dispose() => _http.Dispose();
}
