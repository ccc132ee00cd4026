using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Onnx.Tests;

/// <summary>Real tokenizer files against Hugging Face's own implementations, id by id.</summary>
public sealed class TokenizerReferenceTests
{
    // Seen failing with letters beyond U+FFFF taken as symbols (16 differences on GPT-2's), with outdated pairs of the merge queue used (70 on Phi-3's) and
    // with U+FFFD kept by BERT's cleaning (212).
    [Theory]
    [InlineData("gpt2-style_tiny-random-gpt2")]
    [InlineData("llama-style_phi-3-mini")]
    [InlineData("unigram_nmt")]
    [InlineData("wordpiece_bert-base-cased")]
    public void Ids_and_texts_are_the_references_on_10000_texts(string name)
    {
        var file = Fixture(name);
        Compare(file, RandomTexts.Make(10_000, 1, Added(file)), ReferenceTokenizer.RunNative);
    }

    public static TheoryData<string> VariantNames => [.. Variants.All.Keys];

    [Theory, MemberData(nameof(VariantNames))]
    public void Components_of_well_known_models_are_the_references_on_500_texts(string name)
    {
        var file = Variants.Write(name);
        Compare(file, RandomTexts.Make(500, 2, Added(file)), ReferenceTokenizer.RunNative);
    }

    // The Rust implementation gives added tokens ids of its own where the file's leave gaps, and refuses merges through tokens without an id; the one in
    // JavaScript takes these files as they are.
    [Theory]
    [InlineData("tiny-10-token")]
    [InlineData("llama3-style_split_bytelevel_tiny")]
    [InlineData("added-tokens")]
    public void Odd_small_files_give_the_ids_of_the_reference_in_JavaScript(string name)
    {
        var source = JsonNode.Parse(File.ReadAllText(Fixture(name)))!;
        if (source["model"]!["merges"] is JsonObject) source["model"]!["merges"] = new JsonArray();
        var file = SmallTokenizers.Write(source.ToJsonString());
        var tokenizer = TokenizerFile.Read(Fixture(name));
        string[] texts = ["", "0123x9", "Hello world!", "H<s>ell </s>o", "<|user|>a<|end|>", "<unk>7"];
        Assert.Equal(ReferenceTokenizer.RunScript(file, texts).Select(a => string.Join(' ', a.Ids)), texts.Select(t => string.Join(' ', tokenizer.EncodePlain(t))));
    }

    /// <summary>The implementation in JavaScript differs from the one in Rust here and there; what is counted is how often it agrees.</summary>
    [Theory]
    [InlineData("gpt2-style_tiny-random-gpt2", 0.99)]
    [InlineData("llama-style_phi-3-mini", 0.98)]
    public void The_reference_in_JavaScript_agrees_on_byte_level_and_SentencePiece_files(string name, double least)
    {
        var texts = RandomTexts.Make(500, 3, []);
        var tokenizer = TokenizerFile.Read(Fixture(name));
        var same = ReferenceTokenizer.RunScript(Fixture(name), texts).Zip(texts).Count(p => p.First.Ids.SequenceEqual(tokenizer.EncodePlain(p.Second)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{same} of {texts.Count} agree");
        Assert.True(same >= least * texts.Count, $"{same} of {texts.Count} agree");
    }

    [Theory, MemberData(nameof(SmallTokenizers.Names), MemberType = typeof(SmallTokenizers))]
    public void Hand_made_files_are_read_by_the_reference_in_the_same_way(string name) =>
        Compare(SmallTokenizers.Write(SmallTokenizers.All[name]), RandomTexts.Make(200, 4, ["abc", "hi", "unaffable", "\u2581"]), ReferenceTokenizer.RunNative);

    internal static void Compare(string file, List<string> texts, Func<string, IReadOnlyList<string>, ReferenceTokenizer.Answer[]> reference)
    {
        var tokenizer = TokenizerFile.Read(file);
        var answers = reference(file, texts);
        var wrong = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            var (ids, answer) = (tokenizer.EncodePlain(texts[i]), answers[i]);
            Check("ids", answer.Ids, ids);
            Check("special", answer.Special, tokenizer.EncodeSpecial(texts[i]));
            Check("text", [answer.Text], [tokenizer.Decode(answer.Ids, false)]);
            Check("plain", [answer.Plain], [tokenizer.Decode(answer.Ids, true)]);

            void Check<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> found)
            {
                if (!expected.SequenceEqual(found)) wrong.Add($"{what} of {JsonSerializer.Serialize(texts[i])}\n  expected {string.Join(',', expected)}\n  found    {string.Join(',', found)}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.OrderBy(w => w.Length).Take(8))}");
    }

    internal static List<string> Added(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(file))!["added_tokens"]!.AsArray().Select(t => (string)t!["content"]!)];

    internal static string Fixture(string name)
    {
        var path = Path.GetFullPath(Path.Combine(TestModel.Root, "..", "shared", "fixtures", "tokenizers", name + ".tokenizer.json"));
        Assert.SkipUnless(File.Exists(path), $"../shared/fixtures/tokenizers/{name}.tokenizer.json is not beside the repository.");
        return path;
    }
}
