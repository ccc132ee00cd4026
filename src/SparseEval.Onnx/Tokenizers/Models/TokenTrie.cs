namespace SparseEval.Onnx;

/// <summary>Texts with a number each, found character by character.</summary>
internal sealed class TokenTrie
{
    /// <summary>The node of the empty text.</summary>
    public const int Root = 0;

    private readonly Dictionary<long, int> _children = [];
    private readonly int[] _ascii = new int[128];
    private readonly List<int> _values = [-1];

    public TokenTrie(IEnumerable<(string Text, int Value)> entries)
    {
        Array.Fill(_ascii, -1);
        foreach (var (text, value) in entries)
        {
            var node = Root;
            foreach (var c in text)
            {
                if (Child(node, c) is not (>= 0 and var child))
                {
                    child = _values.Count;
                    _values.Add(-1);
                    if (node == Root && c < _ascii.Length) _ascii[c] = child;
                    else _children.Add((long)node << 16 | c, child);
                }
                node = child;
            }
            if (text.Length > 0) _values[node] = value;
        }
    }

    /// <summary>The node one character further, or -1.</summary>
    public int Child(int node, char c) => node == Root && c < _ascii.Length ? _ascii[c] : _children.GetValueOrDefault((long)node << 16 | c, -1);

    /// <summary>Number of the text that ends at a node, or -1.</summary>
    public int Value(int node) => _values[node];
}
