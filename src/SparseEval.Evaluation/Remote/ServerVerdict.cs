using Polly.CircuitBreaker;

namespace SparseEval.Evaluation;

/// <summary>What an answer, or the lack of one, means: the value that was asked for, that item's error, or the end of the run.</summary>
/// <param name="server">Its address, for messages.</param>
/// <param name="key">What is in no message.</param>
/// <param name="failed">What attempts got that failed.</param>
internal sealed class ServerVerdict(Uri server, ServerKey key, FailedAttempts failed)
{
    /// <summary>Requests in a row that got nothing, after which the server as a whole has failed and the run stops, to be resumed.</summary>
    private const int SilencesInARow = 8;

    private int _silences;

    /// <summary>The value that was read from the last attempt's answer.</summary>
    /// <inheritdoc cref="ServerClient.AskAsync{T}(string, byte[], Func{System.Text.Json.JsonElement, T}, CancellationToken, long)" path="/exception"/>
    public object? Value(string path, ServerReply reply)
    {
        if (reply.IsBroken || reply.Status is 408 or 425 or 429) throw Silence(path, null, reply);
        HasAnswered();
        return reply switch
        {
            { Fault: { } fault } => throw fault,
            { Status: 200 } => reply.Value,
            { Status: 401 or 402 or 403 } => throw new EngineException($"The server refuses {Address(path)} with status {reply.Status}: {Said(reply)} Set the key's environment variable, pay what it asks for, or use a model that it may reach."),
            { Status: >= 300 and < 400 } => throw new EngineException($"The server sends {Address(path)} elsewhere (status {reply.Status}), and keys are not carried there. Give the address where it answers itself."),
            { Status: 404 or 405 } => throw new EngineException($"The server has no {Address(path)} (status {reply.Status}): {Said(reply)} Check the address (of the OpenAI protocol it usually ends in /v1) and the model's name.") { HasNoSuchPath = true },
            _ => throw new RefusedRequestException($"the server refused the request with status {reply.Status}: {Said(reply)}"),
        };
    }

    /// <summary>It has said something, whatever that was.</summary>
    public void HasAnswered() => Interlocked.Exchange(ref _silences, 0);

    /// <summary>The error of a request that got no answer in all its attempts.</summary>
    /// <param name="path">Below the server's address.</param>
    /// <param name="problem">Of the last attempt; null where it brought a reply.</param>
    /// <param name="reply">Of the last attempt, or null.</param>
    public Exception Silence(string path, Exception? problem, ServerReply? reply = null)
    {
        if (problem is BrokenCircuitException && failed.Last is { } last) (problem, reply) = (last.Exception, last.Result);
        var told = (reply is null ? key.Cleaned(problem!.Message).TrimEnd('.') : $"status {reply.Status}: {Said(reply).TrimEnd('.')}") + failed.InARow();
        if (Interlocked.Increment(ref _silences) >= SilencesInARow || problem is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError })
            return new EngineException($"{Address(path)} gives no answer ({told}). Start the server, mend it or ask less of it at once (--concurrency), and resume: what was finished is kept.", problem!);
        return new SilentServerException($"the server gave no answer in all attempts ({told})", problem);
    }

    private string Address(string path) => $"'{new Uri(server, path)}'";

    /// <summary>The server's own words, short, and without the key that some servers repeat.</summary>
    private string Said(ServerReply reply)
    {
        // First without the key, then short: a part of a key is one too.
        var text = key.Cleaned(reply.Text).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? "it says nothing." : text.Length > 300 ? $"{text[..300]}..." : text;
    }
}
