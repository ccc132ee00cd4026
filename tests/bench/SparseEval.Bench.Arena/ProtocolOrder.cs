using System.Text;

namespace SparseEval.Bench.Arena;

/// <summary>The protocol's permutations: indices by ascending splitmix64 of (FNV-1a of the tag XOR index).</summary>
internal static class ProtocolOrder
{
    public static int[] Perm(string tag, int count)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in Encoding.UTF8.GetBytes(tag)) hash = (hash ^ b) * 0x100000001B3UL;
        var keys = new ulong[count];
        var order = new int[count];
        for (var i = 0; i < count; i++) (keys[i], order[i]) = (SplitMix(hash ^ (ulong)i), i);
        Array.Sort(keys, order);
        return order;
    }

    private static ulong SplitMix(ulong x)
    {
        var z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
