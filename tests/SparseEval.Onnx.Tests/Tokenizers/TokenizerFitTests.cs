namespace SparseEval.Onnx.Tests;

/// <summary>A tokenizer that cannot be its model's is remarked on; spare rows and added tokens of real models are not.</summary>
public sealed class TokenizerFitTests
{
    /// <summary>Tokens, added ones, and vocab_size as the configs of these models give them.</summary>
    // Seen failing with spare rows above 512 remarked on (Phi-2, Codegen, DeepSeek), and with added tokens beyond the vocabulary counted (Gemma 3, Llama 2 with a padding token).
    [Theory]
    [InlineData("GPT-2", 50_257, 0, 50_257)]
    [InlineData("GPT-J", 50_257, 143, 50_400)]
    [InlineData("Pythia 6.9B", 50_254, 23, 50_432)]
    [InlineData("Phi-2", 50_257, 38, 51_200)]
    [InlineData("Codegen", 50_257, 38, 51_200)]
    [InlineData("Qwen 2.5 72B", 151_643, 22, 152_064)]
    [InlineData("DeepSeek V2", 100_000, 2, 102_400)]
    [InlineData("Llama 2 with a padding token", 32_000, 1, 32_000)]
    [InlineData("Gemma 3 1B", 262_144, 1, 262_144)]
    [InlineData("ByT5's bytes alone", 259, 0, 384)]
    public void Real_models_are_not_remarked_on(string model, int tokens, int added, int vocabulary) =>
        Assert.True(TokenizerFit.Remark(new Sized(tokens, added), vocabulary) is null, model);

    [Theory]
    [InlineData(10, 0, 256, "The tokenizer knows 10 of the 256 tokens")]
    [InlineData(1_000, 3, 50_257, "The tokenizer knows 1,003 of the 50,257 tokens")]
    [InlineData(32_000, 0, 50_257, "The tokenizer knows 32,000 of the 50,257 tokens")]
    [InlineData(50_257, 1, 32_000, "18,257 of the tokenizer's 50,258 tokens lie beyond the model's vocabulary of 32,000, and items with one of them are missing")]
    public void Another_models_is(int tokens, int added, int vocabulary, string told)
    {
        var remark = TokenizerFit.Remark(new Sized(tokens, added), vocabulary)!;
        Assert.StartsWith(told, remark.Message, StringComparison.Ordinal);
        Assert.Equal(("SPE0063", DiagnosticSeverity.Warning), (remark.Code, remark.Severity));
    }

    [Fact]
    public async Task The_engine_says_so_and_its_own_models_fit()
    {
        await using (var own = TestModel.Open()) Assert.Empty(own.Remarks);
        var folder = TestModel.Copy(config => config.Replace("\"bytes\"", "\"pieces\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), SmallTokenizers.All["pieces"]);
        await using var engine = TestModel.Open(folder);
        Assert.Contains("knows 10 of the 256", Assert.Single(engine.Remarks).Message, StringComparison.Ordinal);
    }

    private sealed class Sized(int tokens, int added) : ITokenizer
    {
        public IEnumerable<(int Id, bool Added)> Ids => Enumerable.Range(0, tokens + added).Select(id => (id, id >= tokens));

        public int[] Encode(string text) => [];

        public int[] EncodeWhole(string text) => [];

        public string Decode(ReadOnlySpan<int> tokens) => "";
    }
}
