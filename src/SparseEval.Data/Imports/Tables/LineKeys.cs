using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The keys of lines of JSON as columns; a key that only some lines have is a column that the others leave empty.</summary>
internal sealed class LineKeys
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>In the order of first appearance.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The keys of all lines of a file.</summary>
    public static LineKeys Of(string path)
    {
        var keys = new LineKeys();
        foreach (var line in JsonText.Lines(path))
            foreach (var _ in keys.Members(line.Element)) { }
        return keys;
    }

    /// <summary>A line's values with the places of their keys, new keys added.</summary>
    public IEnumerable<(int Place, JsonElement Value)> Members(JsonElement line)
    {
        var next = 0;
        foreach (var member in line.EnumerateObject())
        {
            // Lines mostly have the same keys in the same order; then no name is made or looked up.
            var place = next < _names.Count && member.NameEquals(_names[next]) ? next : PlaceOf(member.Name);
            yield return (place, member.Value);
            next = place + 1;
        }
    }

    private int PlaceOf(string name)
    {
        if (_places.TryGetValue(name, out var place)) return place;
        _places.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }
}
