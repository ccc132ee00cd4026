using System.Text.Json.Nodes;
using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

/// <summary>Model folders that hold a tokenizer.json, through the engine.</summary>
public sealed class ModelWithTokenizerTests
{
    private static string Onnx => Path.Combine(TestModel.Root, "..", "shared", "fixtures", "onnx", "tiny-random-gpt2-fp32.past.onnx");

    [Fact]
    public async Task The_real_tiny_gpt2_with_its_real_tokenizer_agrees_with_whole_rows()
    {
        var folder = TinyGpt2(cut: true);
        await using var engine = TestModel.Open(folder);
        using var slow = new NoCacheReference(folder, TokenizerFile.Read(Path.Combine(folder, "tokenizer.json")));
        foreach (var request in TestModel.Requests(197))
        {
            var found = await TestModel.RunOne(engine, request);
            Assert.Null(found.Error);
            if (request is LogLikelihoodRequest choice) LogLikelihoodTests.AssertClose([.. choice.Continuations.Select(c => slow.LogLikelihood(choice.Context, c))], found.LogLikelihoods!, 2e-5);
            else Assert.Equal(slow.GreedyText((GenerationRequest)request, [.. engine.EndTokens]), found.Text);
        }
    }

    [Fact]
    public async Task A_token_past_the_models_vocabulary_is_that_items_error()
    {
        await using var engine = TestModel.Open(TinyGpt2(cut: false));
        Assert.Null((await TestModel.RunOne(engine, TestModel.Choice("a", "a", " the"))).Error);
        Assert.Contains("lies outside the model's vocabulary of 1000", (await TestModel.RunOne(engine, TestModel.Choice("b", "a", " fox"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Context_and_continuation_are_divided_as_the_harness_does()
    {
        // Ids: ▁hi 7, ▁ 3, h 4, i 5, <s> 1, unknown 0. Spaces at the context's end belong to the continuation.
        var encoder = new RequestEncoder(SmallTokenizers.Read("pieces"), new ModelConfig { Tokenizer = "tokenizer.json" }, 10);
        var plain = encoder.Encode(TestModel.Choice("a", "hi ", "hi", "i"));
        Assert.Equal([1, 7], plain.Shared[..plain.ContextLength]);
        Assert.Equal<int[]>([[7], [3, 5]], plain.Continuations);
        // encode("h" + "i") is ▁hi, one token, of which encode("h") = ▁ h takes two: the harness leaves no continuation here.
        Assert.Contains("has no tokens", encoder.Encode(TestModel.Choice("b", "h", "i")).Error, StringComparison.Ordinal);
        // An empty context is the beginning token alone, and the continuation brings no second one.
        var empty = encoder.Encode(TestModel.Choice("c", "", "hi hi"));
        Assert.Equal([1], empty.Shared[..empty.ContextLength]);
        Assert.Equal([7, 7], empty.Continuations[0]);
    }

    [Fact]
    public void The_hash_covers_the_tokenizer_and_its_settings()
    {
        var folder = TestModel.Copy();
        var hashes = new List<string> { Hash() };
        foreach (var file in (string[])["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"])
        {
            File.WriteAllText(Path.Combine(folder, file), "{}");
            hashes.Add(Hash());
        }
        Assert.Equal(4, hashes.Distinct().Count());

        string Hash() => ModelFolder.Open(folder).Hash([]);
    }

    [Fact]
    public void An_unknown_tokenizer_without_a_file_is_one_clear_sentence()
    {
        var folder = TestModel.Copy(c => c.Replace("\"bytes\"", "\"LlamaTokenizer\"", StringComparison.Ordinal));
        Assert.Contains("no tokenizer.json lies beside it", Assert.Throws<SparseEvalException>(() => TestModel.Open(folder)).Message, StringComparison.Ordinal);
    }

    /// <summary>The model with GPT-2's tokenizer, or with its first 1,000 tokens, which are all that the model knows.</summary>
    private static string TinyGpt2(bool cut)
    {
        Assert.SkipUnless(File.Exists(Onnx), "tiny-random-gpt2-fp32.past.onnx is not beside the repository.");
        var json = JsonNode.Parse(File.ReadAllText(TokenizerReferenceTests.Fixture("gpt2-style_tiny-random-gpt2")))!;
        if (cut)
        {
            var model = json["model"]!.AsObject();
            model["vocab"] = new JsonObject(model["vocab"]!.AsObject().Where(t => (int)t.Value! < 1000).Select(t => KeyValuePair.Create(t.Key, (JsonNode?)(int)t.Value!)));
            // The 256 bytes come first, then the result of each merge in turn.
            model["merges"] = new JsonArray([.. model["merges"]!.AsArray().Take(744).Select(m => JsonValue.Create((string)m!))]);
            json["added_tokens"] = new JsonArray();
        }
        var folder = Path.GetDirectoryName(SmallTokenizers.Write(json.ToJsonString()))!;
        File.Copy(Onnx, Path.Combine(folder, "past.onnx"));
        File.Copy(Path.ChangeExtension(Onnx, null)[..^5] + ".genai_config.json", Path.Combine(folder, "genai_config.json"));
        return folder;
    }
}
