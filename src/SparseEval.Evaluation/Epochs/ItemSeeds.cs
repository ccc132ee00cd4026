using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>
/// A seed for each item and epoch of a sampled run. Servers seed a generator for every request, so that one seed for all items would be one draw for all of them,
/// and scores of items would not be independent.
/// </summary>
internal static class ItemSeeds
{
    /// <summary>First 31 bits of SHA-256 of <c>seed\nepoch\nid</c> in UTF-8: what every server takes, and never llama.cpp's -1 for a random one.</summary>
    /// <param name="seed">The run's.</param>
    /// <param name="item">Its id.</param>
    /// <param name="epoch">From 1.</param>
    public static long Of(long seed, string item, int epoch)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}\n{epoch}\n{item}");
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) >> 1;
    }

    /// <summary>The request with its item's seed, where it is sampled; from the run's seed, however often it was sown before.</summary>
    public static EngineRequest Sown(EngineRequest request, int epoch = 1)
    {
        if (request is not GenerationRequest asked) return request;
        var numbered = asked.Epoch == epoch ? asked : asked with { Epoch = epoch };
        if (asked.Sampling is not { Temperature: > 0 } sampling) return numbered;
        var seed = asked.RunSeed ?? sampling.Seed;
        return numbered with { RunSeed = seed, Sampling = sampling with { Seed = Of(seed, asked.ItemId, epoch) } };
    }
}
