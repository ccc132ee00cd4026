using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class StopFinderTests
{
    public static TheoryData<string> Names => ["utf-8", .. SmallTokenizers.All.Keys, "gpt2-style_tiny-random-gpt2", "llama-style_phi-3-mini", "unigram_nmt", "wordpiece_bert-base-cased"];

    // Seen failing with a reach of a few characters.
    [Theory, MemberData(nameof(Names))]
    public void A_stop_text_is_found_at_the_token_at_which_the_whole_text_holds_it(string name)
    {
        var tokenizer = Tokenizer(name);
        Random random = new(5);
        for (var text = 0; text < 40; text++)
        {
            var tokens = Tokens(tokenizer, random, 400);
            var whole = tokenizer.Decode(tokens);
            string[] stops = [Piece(whole, random, whole.Length / 2), Piece(whole, random, whole.Length * 3 / 4), "", "never \uE000 seen"];
            var finder = new StopFinder(tokenizer, stops);
            List<int> soFar = [];
            foreach (var token in tokens)
            {
                soFar.Add(token);
                var (expected, found) = (Slow(tokenizer.Decode(soFar.ToArray()), stops), finder.Cut(soFar));
                Assert.Equal(expected, found);
                if (found is not null) break;
            }
        }
    }

    // Seen failing with windows that begin within a character.
    [Fact]
    public void Long_runs_of_byte_tokens_hide_no_stop_text()
    {
        var tokenizer = SmallTokenizers.Read("pieces");
        // h, then é over and over as two bytes each, then a line's end.
        int[] tokens = [4, .. Enumerable.Repeat((int[])[8, 9], 400).SelectMany(b => b), 2];
        var finder = new StopFinder(tokenizer, ["é\n"]);
        List<int> soFar = [];
        foreach (var token in tokens[..^1])
        {
            soFar.Add(token);
            Assert.Null(finder.Cut(soFar));
        }
        soFar.Add(tokens[^1]);
        Assert.Equal("h" + new string('é', 399), finder.Cut(soFar));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gpt2-style_tiny-random-gpt2")]
    [InlineData("llama-style_phi-3-mini")]
    public void What_is_decoded_grows_with_the_number_of_tokens_not_with_its_square(string name)
    {
        var tokenizer = new Counting(Tokenizer(name));
        var finder = new StopFinder(tokenizer, ["\n\nQuestion:"]);
        List<int> tokens = [];
        foreach (var token in Tokens(tokenizer.Inner, new Random(3), 4_000))
        {
            tokens.Add(token);
            Assert.Null(finder.Cut(tokens));
        }
        Assert.InRange(tokenizer.Decoded / tokens.Count, 1, 200);
    }

    [Fact]
    public void A_request_is_encoded_once_for_predicting_planning_and_running()
    {
        var encoded = 0;
        var encoder = new RequestEncoder(new ByteTokenizer(), new ModelConfig { Tokenizer = "bytes" }, 256);
        var kept = new KeptEncodings(request => { encoded++; return encoder.Encode(request); }, 1_000);
        var requests = TestModel.Requests(400);
        foreach (var request in requests) _ = (kept.Keep(request), kept.Keep(request));
        foreach (var request in requests) Assert.Equal(encoder.Encode(request).Shared, kept.Take(request).Shared);
        Assert.InRange(encoded, requests.Count, 3 * requests.Count);
        var small = (EngineRequest)TestModel.Choice("a", "b", " c");
        encoded = 0;
        _ = (kept.Keep(small), kept.Keep(small), kept.Take(small));
        Assert.Equal(1, encoded);
        _ = kept.Take(small);
        Assert.Equal(2, encoded);
    }

    private static ITokenizer Tokenizer(string name)
    {
        if (name == "utf-8") return new ByteTokenizer();
        if (SmallTokenizers.All.ContainsKey(name)) return SmallTokenizers.Read(name);
        var file = Path.Combine(TestModel.Root, "..", "shared", "fixtures", "tokenizers", $"{name}.tokenizer.json");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there.");
        return TokenizerFile.Read(file);
    }

    private static int[] Tokens(ITokenizer tokenizer, Random random, int count)
    {
        var text = string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(6) switch
        {
            0 => " the sum of 12 and 30 is",
            1 => " hi ab abc",
            2 => " \u4E2D\u6587\u5B57",
            3 => "\U0001F600\U00020000",
            4 => "é, un affable!",
            _ => " a b",
        }));
        return tokenizer.Encode(text)[..Math.Min(count, tokenizer.Encode(text).Length)];
    }

    private static string Piece(string text, Random random, int from)
    {
        var start = Math.Min(from + random.Next(20), Math.Max(0, text.Length - 1));
        return text[start..Math.Min(text.Length, start + 1 + random.Next(12))];
    }

    private static string? Slow(string text, string[] stops)
    {
        var first = stops.Where(s => s.Length > 0).Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        return first < 0 ? null : text[..first];
    }

    private sealed class Counting(ITokenizer inner) : ITokenizer
    {
        public ITokenizer Inner => inner;

        public long Decoded { get; private set; }

        public IEnumerable<(int Id, bool Added)> Ids => inner.Ids;

        public int[] Encode(string text) => inner.Encode(text);

        public int[] EncodeWhole(string text) => inner.EncodeWhole(text);

        public string Decode(ReadOnlySpan<int> tokens)
        {
            Decoded += tokens.Length;
            return inner.Decode(tokens);
        }
    }
}
