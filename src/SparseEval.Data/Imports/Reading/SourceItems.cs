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

    /// <summary>The field that says an item's category, or null where the source has none.</summary>
    public string? CategoryField { get; set; }

    /// <summary>Items that rows put into several categories, with the first two; the first counts.</summary>
    public OrderedDictionary<string, (string First, string Other)> Recategorized { get; } = new(StringComparer.Ordinal);

    /// <summary>The item's number, the next one where it is new.</summary>
    public int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        _numbers.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    public void Describe(Item item) => _described.TryAdd(item.Id, item);

    /// <summary>Takes the category of a row.</summary>
    public void Categorize(string item, string category)
    {
        if (!_described.TryGetValue(item, out var known)) Describe(ItemText.Make(item, null, null, [], new Dictionary<string, string> { [CategoryField!] = category }));
        else if (known.Fields.GetValueOrDefault(CategoryField!) is { } first && first != category) Recategorized.TryAdd(item, (first, category));
    }
}
