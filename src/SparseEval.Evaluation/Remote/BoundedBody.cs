using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>What a server answers, held to a size: one answer to <see cref="Most"/>, and all that are read at once to a few of that size, since the others wait. Dispose of it when it has been read.</summary>
internal sealed class BoundedBody : IDisposable
{
    /// <summary>Bytes of one answer. A prompt of 8,000 tokens echoed with eight options takes about 4 MB.</summary>
    public const int Most = 16 << 20;

    /// <summary>Answers above <see cref="Small"/> that are in memory at once, of all servers of this process.</summary>
    public const int LargeAtOnce = 4;

    private const int Small = 256 << 10, MostOfAnError = 64 << 10;

    private static readonly SemaphoreSlim LargeOnes = new(LargeAtOnce);

    private bool _isLarge;

    private BoundedBody() { }

    public byte[] Bytes { get; private set; } = [];

    /// <summary>The whole of an answer; of an error its beginning.</summary>
    /// <exception cref="RefusedRequestException">It is larger than <see cref="Most"/>; another attempt would bring as much.</exception>
    public static async Task<BoundedBody> ReadAsync(HttpContent content, bool isAnswer, CancellationToken cancellationToken)
    {
        if (isAnswer && content.Headers.ContentLength > Most) throw TooLarge();
        var body = new BoundedBody();
        try
        {
            using var source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await body.FillAsync(source, isAnswer, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_isLarge) LargeOnes.Release();
        _isLarge = false;
    }

    private async Task FillAsync(Stream source, bool isAnswer, CancellationToken cancellationToken)
    {
        var (bytes, count) = (new byte[16 << 10], 0);
        while (isAnswer || count < MostOfAnError)
        {
            if (count == bytes.Length) Array.Resize(ref bytes, Math.Min(2 * count, Most + 1));
            var read = await source.ReadAsync(bytes.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            count += read;
            if (count > Most) throw TooLarge();
            if (count > Small && !_isLarge)
            {
                await LargeOnes.WaitAsync(cancellationToken).ConfigureAwait(false);
                _isLarge = true;
            }
        }
        Array.Resize(ref bytes, count);
        Bytes = bytes;
    }

    private static RefusedRequestException TooLarge() => new(string.Create(CultureInfo.InvariantCulture, $"the server's answer is larger than {Most >> 20} MB, which no answer to one item is"));
}
