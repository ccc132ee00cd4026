using System.Text;

namespace SparseEval;

/// <summary>
/// A number in (0, 1) that belongs to a unit's name under a seed, for good: every draw with that seed takes the units with the smallest numbers,
/// so larger budgets extend smaller ones and every model gets the same items (Ohlsson 1995, sequential Poisson sampling and its relatives).
/// </summary>
/// <remarks>FNV-1a over the UTF-8 bytes of the name, mixed with the seed by two rounds of the splitmix64 finaliser.</remarks>
internal static class PermanentRandomNumber
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static double Of(ulong seed, string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 0x100000001B3UL;
        var mixed = Mix(Mix(hash + Golden) ^ Mix(seed + Golden + Golden));
        // 53 bits and a half step: never 0 and never 1.
        return ((mixed >> 11) + 0.5) * (1.0 / (1UL << 53));
    }

    /// <summary>A seed of its own for each pair of numbers under a seed.</summary>
    public static ulong Seed(ulong seed, ulong first, ulong second) => Mix(Mix(Mix(seed + Golden) + Golden * (first + 1)) + Golden * (second + 1));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
