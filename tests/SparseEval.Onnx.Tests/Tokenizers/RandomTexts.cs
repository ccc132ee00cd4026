using System.Globalization;
using System.Text;

namespace SparseEval.Onnx.Tests;

/// <summary>Seeded texts in many scripts, with everything that tokenizers trip over.</summary>
internal static class RandomTexts
{
    private static readonly (int First, int Last)[] Scripts =
    [
        ('a', 'z'), ('A', 'Z'), (0xC0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x5D0, 0x5EA), (0x620, 0x64A), (0x904, 0x939), (0xE01, 0xE3A),
        (0x10D0, 0x10F0), (0x1200, 0x1248), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x4E00, 0x9FA5), (0x3400, 0x3600), (0xAC00, 0xD7A3), (0x1100, 0x1112),
        (0x1E00, 0x1EF9), (0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x2100, 0x214F), (0x1D400, 0x1D454), (0x10330, 0x1034A), (0x10400, 0x1044F), (0x20000, 0x20200), (0xF900, 0xFA0D),
    ];

    private static readonly string[] Emoji = ["\U0001F600", "\U0001F469\u200D\U0001F4BB", "\U0001F44D\U0001F3FD", "\U0001F1E9\U0001F1EA", "\u2764\uFE0F", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\u00A9", "\u2603"];

    private static readonly string[] White = [" ", "  ", "   ", "\t", "\t\t", "\n", "\r\n", "\n\n", " \n ", "\u00A0", "\u3000", "\u2003", "\u200B", "\u2028", "\u0085", "\v", "\f", "\u1680", "\u202F"];

    private static readonly string[] Code =
    [
        "for (int i = 0; i < n; ++i) {\n    x[i] += 1;\n}", "def f(x):\n\treturn x ** 2  # square", "<div class=\"a\">&amp;</div>", "SELECT * FROM t WHERE a != 'b';", "C:\\dir\\file.txt", "https://example.org/?q=1&r=%20", "{\"a\":[1,2.5e-3,null]}",
    ];

    private static readonly string[] English =
    [
        "The", "quick", "brown", "fox", "isn't", "it's", "WE'LL", "they've", "I'm", "you'd", "'re", "'S", "'\u017Ft", "do not", "Question:", "Answer:", "hello", "world!", "naïve", "café", "Zürich", "don't.", "(a)", "\u2581", "\u2581\u2581x", "Ġ", "##ing", "<0x0A>", "e\u0301", "A\u030A\u0323", "\u1E9B\u0323", "\u212B", "\u0130stanbul", "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
    ];

    /// <summary>So many texts; the same for the same seed.</summary>
    /// <param name="added">Added tokens that stand in some of them.</param>
    public static List<string> Make(int count, int seed, IReadOnlyList<string> added)
    {
        var random = new Random(seed);
        var texts = new List<string>(count) { "", " ", "\n", "a", "  a  ", new('a', 2000), new('\u4E2D', 300), string.Concat(Enumerable.Repeat("ab ", 400)), new(' ', 200), new('\n', 50) };
        while (texts.Count < count)
        {
            var text = new StringBuilder();
            for (var parts = random.Next(1, 12); parts > 0; parts--) text.Append(Part(random, added));
            texts.Add(text.ToString());
        }
        return texts;
    }

    private static string Part(Random random, IReadOnlyList<string> added) => random.Next(14) switch
    {
        0 or 1 => Pick(random, English) + (random.Next(4) > 0 ? " " : ""),
        2 => Pick(random, White),
        3 => Pick(random, Emoji),
        4 => random.Next().ToString(CultureInfo.InvariantCulture)[..random.Next(1, 5)],
        5 => Pick(random, Code),
        6 => new Rune(random.Next(0x21, 0x7F)).ToString() + (random.Next(2) > 0 ? " " : ""),
        7 => added.Count > 0 ? Pick(random, added) : " ",
        8 => random.Next(3) == 0 ? ((char)random.Next(0, 0x20)).ToString() : Pick(random, ["\u2019s", "\u2014", "\u2026", "\u00AB", "\u3002", "\u0301", "\uFFFD", "\u200D", "\u00AD", "\uFEFF", "\uE000", "\u0378"[..0], "\u20AC5", "\u00BD", "\u2167", "\u0660"]),
        9 => Word(random, random.Next(1, 4)) + " ",
        10 when random.Next(20) == 0 => Word(random, random.Next(100, 300)),
        _ => Word(random, random.Next(1, 10)) + (random.Next(3) > 0 ? " " : ""),
    };

    private static string Word(Random random, int length)
    {
        var (first, last) = Scripts[random.Next(Scripts.Length)];
        var word = new StringBuilder();
        while (word.Length < length)
        {
            var rune = new Rune(random.Next(first, last + 1));
            // Characters that are assigned only in newer versions of Unicode are not the same to every implementation.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned) continue;
            word.Append(rune.ToString());
            if (random.Next(12) == 0) word.Append((char)(0x300 + random.Next(0x20)));
        }
        return word.ToString();
    }

    private static string Pick(Random random, IReadOnlyList<string> from) => from[random.Next(from.Count)];
}
