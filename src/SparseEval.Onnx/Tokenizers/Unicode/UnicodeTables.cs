using System.Globalization;

namespace SparseEval.Onnx;

/// <summary>Decompositions, compositions and combining classes of Unicode, from the file that <c>src/build/unicode-forms.py</c> prints.</summary>
/// <remarks>The base library normalizes text only where ICU is installed, and the program runs without it.</remarks>
internal sealed class UnicodeTables
{
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly byte[] _classes = new byte[0x1F000];

    private UnicodeTables()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("SparseEval.Onnx.UnicodeForms")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.StartsWith('@')) ReadClass(line[1..].Split(' '));
            else if (line.IndexOfAny(['=', ':', '~']) is > 0 and var mark && line[0] != '#') ReadDecomposition(line, mark);
    }

    public static UnicodeTables Instance { get; } = new();

    /// <summary>Canonical combining class; 0 for starters.</summary>
    public int Class(int point) => point < _classes.Length ? _classes[point] : 0;

    /// <summary>One step of a character's decomposition, or null.</summary>
    public int[]? Decomposition(int point, bool compatibility) =>
        _canonical.TryGetValue(point, out var parts) || (compatibility && _compatible.TryGetValue(point, out parts)) ? parts : null;

    /// <summary>The character that two compose to, or -1.</summary>
    public int Composition(int first, int second) => _compositions.GetValueOrDefault((first, second), -1);

    private void ReadDecomposition(string line, int mark)
    {
        var point = Hex(line.AsSpan(0, mark));
        var parts = Array.ConvertAll(line[(mark + 1)..].Split(' '), p => Hex(p));
        (line[mark] == '~' ? _compatible : _canonical)[point] = parts;
        if (line[mark] == '=') _compositions[(parts[0], parts[1])] = point;
    }

    private void ReadClass(string[] fields)
    {
        foreach (var run in fields.AsSpan(1))
        {
            var dash = run.IndexOf('-', StringComparison.Ordinal);
            _classes.AsSpan(Hex(run.AsSpan(0, dash))..(Hex(run.AsSpan(dash + 1)) + 1)).Fill(byte.Parse(fields[0], CultureInfo.InvariantCulture));
        }
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
