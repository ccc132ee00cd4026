using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A unary gRPC call over HTTP/2: five bytes before the message (compression, length), and the status in the trailers.</summary>
internal static class GrpcCall
{
    private const int FrameHead = 5;

    public static HttpRequestMessage Request(string path, byte[] message)
    {
        var frame = new byte[FrameHead + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, FrameHead);
        return new(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
            Headers = { { "TE", "trailers" } },
        };
    }

    public static async ValueTask<ServerReply> ReplyAsync(HttpResponseMessage response, Func<ReadOnlyMemory<byte>, object?> read, CancellationToken cancellationToken)
    {
        using var held = await BoundedBody.ReadAsync(response.Content, response.StatusCode == HttpStatusCode.OK, cancellationToken).ConfigureAwait(false);
        var body = held.Bytes;
        if (response.StatusCode != HttpStatusCode.OK) return new((int)response.StatusCode, body) { RetryAfter = ServerPatience.RetryAfter(response.Headers) };
        // A call that failed at once says so in the headers: there are no trailers then.
        var status = Header(response, "grpc-status");
        if (!int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return Faulty(body, $"the server's answer ends without a gRPC status ('{status}')");
        if (code != 0) return new(HttpStatus(code), Encoding.UTF8.GetBytes($"gRPC status {code}: {Uri.UnescapeDataString(Header(response, "grpc-message") ?? "")}"));
        if (body.Length < FrameHead || body[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)) != body.Length - FrameHead)
            return Faulty(body, "the server's answer is not one whole uncompressed gRPC message");
        try
        {
            return new(200, []) { Value = read(body.AsMemory(FrameHead)) };
        }
        catch (MalformedAnswerException e)
        {
            return new(200, []) { Fault = e };
        }
    }

    private static ServerReply Faulty(byte[] body, string fault) => new(200, body) { Fault = new(fault) };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var last) || response.Headers.TryGetValues(name, out last) ? last.First() : null;

    /// <summary>The HTTP status of the same meaning, so that one set of rules says what is tried again.</summary>
    private static int HttpStatus(int code) => code switch
    {
        1 or 4 => 408,
        5 or 12 => 404,
        7 => 403,
        8 => 429,
        16 => 401,
        2 or 10 or 13 or 14 or 15 => 503,
        _ => 400,
    };
}
