using System.Text;

namespace SparseEval.Bench.Tokenizers;

/// <summary>Texts of about 2,000 characters, so many megabytes of UTF-8 together.</summary>
internal sealed record Corpus(string Name, string[] Texts)
{
    private static readonly (int First, int Last)[] Letters = [('a', 'z'), (0xE0, 0xFF), (0x3B1, 0x3C9), (0x430, 0x44F), (0x627, 0x64A), (0x5D0, 0x5EA), (0x905, 0x939), (0xE01, 0xE2E), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0x1F600, 0x1F64F)];

    public long Bytes => Texts.Sum(t => (long)Encoding.UTF8.GetByteCount(t));

    public static Corpus Repository(int megabytes)
    {
        var all = string.Join('\n', Directory.EnumerateFiles("docs", "*.md", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles("src", "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        return Make("pages and sources", megabytes, i => all[(i * 2000 % (all.Length - 2000))..][..2000]);
    }

    /// <summary>Every word is another, so that nothing is looked up that was seen before.</summary>
    public static Corpus NewWords(int megabytes)
    {
        var random = new Random(1);
        return Make("words never seen", megabytes, _ => Words(random, 320, () => new Rune(random.Next('a', 'z' + 1))));
    }

    public static Corpus Scripts(int megabytes)
    {
        var random = new Random(2);
        return Make("many scripts", megabytes, _ =>
        {
            var text = new StringBuilder();
            while (text.Length < 2000)
            {
                var (first, last) = Letters[random.Next(Letters.Length)];
                text.Append(Words(random, 5, () => new Rune(random.Next(first, last + 1)))).Append('.');
            }
            return text.ToString();
        });
    }

    private static string Words(Random random, int count, Func<Rune> letter)
    {
        var text = new StringBuilder();
        for (; count > 0; count--)
        {
            for (var length = random.Next(2, 10); length > 0; length--) text.Append(letter().ToString());
            text.Append(' ');
        }
        return text.ToString();
    }

    private static Corpus Make(string name, int megabytes, Func<int, string> text)
    {
        var (texts, bytes) = (new List<string>(), 0L);
        for (var i = 0; bytes < megabytes * 1_000_000L; i++)
        {
            texts.Add(text(i));
            bytes += Encoding.UTF8.GetByteCount(texts[^1]);
        }
        return new Corpus(name, [.. texts]);
    }
}
