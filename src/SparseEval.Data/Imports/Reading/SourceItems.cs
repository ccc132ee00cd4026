namespace SparseEval.Data;

/// <summary>The items of one source, each with a number, and what is known of them; runs of many models share it.</summary>
internal sealed class SourceItems
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Dictionary<string, Item> _described = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    public string this[int number] => _names[number];

    /// <summary>Questions and fields, of those items of which there are any.</summary>
    public IReadOnlyDictionary<string, Item> Described => _described;

    /// <summary>The item's number, the next one where it is new.</summary>
    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        _numbers.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    public void Describe(Item item) => _described.TryAdd(item.Id, item);
}
