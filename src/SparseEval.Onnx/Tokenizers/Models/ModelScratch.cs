namespace SparseEval.Onnx;

/// <summary>Memory that a model uses again from word to word; one thread's at a time.</summary>
internal sealed class ModelScratch
{
    /// <summary>Symbols of a word that is being merged.</summary>
    public Symbol[] Symbols { get; private set; } = new Symbol[64];

    /// <summary>Pairs that may be merged, by rank and place.</summary>
    public PriorityQueue<int, long> Pairs { get; } = new();

    /// <summary>Best paths of Unigram up to each place.</summary>
    public PathNode[] Paths { get; private set; } = new PathNode[64];

    /// <summary>Characters of a token that is put together.</summary>
    public char[] Text { get; private set; } = new char[64];

    public Symbol[] EnsureSymbols(int length) => Symbols = Symbols.Length >= length ? Symbols : new Symbol[2 * length];

    public PathNode[] EnsurePaths(int length) => Paths = Paths.Length >= length ? Paths : new PathNode[2 * length];

    public char[] EnsureText(int length) => Text = Text.Length >= length ? Text : new char[2 * length];

    /// <summary>A symbol in a doubly linked list; Id is -1 once it was merged into the one before.</summary>
    internal record struct Symbol(int Id, int Previous, int Next);

    /// <summary>The best way to a place: its score, where its last token starts (-1: none yet) and that token.</summary>
    internal record struct PathNode(double Score, int Start, int Id);
}
