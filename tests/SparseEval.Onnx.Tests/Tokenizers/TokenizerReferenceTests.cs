using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Onnx.Tests;

/// <summary>Real tokenizer files against Hugging Face's own implementations, id by id.</summary>
public sealed class TokenizerReferenceTests
{
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
    public void Components_of_well_known_models_are_the_references_on_1000_texts(string name)
    {
        var file = Variants.Write(name);
        Compare(file, RandomTexts.Make(1_000, 2, Added(file)), ReferenceTokenizer.RunNative);
    }

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
