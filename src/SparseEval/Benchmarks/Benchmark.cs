using System.Security.Cryptography;
using System.Text;

namespace SparseEval;

/// <summary>The named, ordered, fingerprinted population of items whose full score is to be estimated.</summary>
public sealed class Benchmark
{
    private readonly Dictionary<string, int> _positions;

    /// <summary>Makes a benchmark of at least one item.</summary>
    /// <exception cref="SparseEvalException">There are no items, or an id occurs twice.</exception>
    public Benchmark(string name, IReadOnlyList<Item> items)
    {
        if (items.Count == 0) throw new SparseEvalException($"Benchmark '{name}' has no items.");
        Name = name;
        Items = items;
        _positions = new(items.Count, StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
            if (!_positions.TryAdd(items[i].Id, i))
                throw new SparseEvalException($"Benchmark '{name}': id '{items[i].Id}' stands at items {_positions[items[i].Id] + 1} and {i + 1}. Ids must be unique.");
        Fingerprint = Hash(items);
    }

    /// <summary>What the benchmark is called in records and reports.</summary>
    public string Name { get; }

    /// <summary>All items in the order of the file.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>Number of items, N.</summary>
    public int Count => Items.Count;

    /// <summary>SHA-256 over ids, prompts, options, answers and fields, in hexadecimal: equal exactly when the contents are.</summary>
    public string Fingerprint { get; }

    /// <summary>Position of the item with this id, or -1.</summary>
    public int IndexOf(string id) => _positions.GetValueOrDefault(id, -1);

    private static string Hash(IReadOnlyList<Item> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var item in items)
        {
            Append(hash, item.Id);
            Append(hash, item.Prompt);
            Append(hash, item.Answer);
            Append(hash, item.Options.Count.ToString());
            foreach (var option in item.Options) Append(hash, option);
            foreach (var (field, text) in item.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                Append(hash, field);
                Append(hash, text);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
