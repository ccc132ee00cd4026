using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData("models/pocket-weak/model.onnx")]
    [InlineData("models/pocket-middle/model.onnx")]
    [InlineData("models/pocket-strong/model.onnx")]
    [InlineData("pocket/golden-weak.json")]
    public void The_shipped_models_are_there(string file) => Assert.True(File.Exists(Path.Combine(TestModel.Root, "data", file)));

    [Fact]
    public async Task The_description_says_what_runs()
    {
        await using var engine = TestModel.Open(threads: 2);
        var description = engine.Description;
        Assert.Equal(("onnx", "pocket-weak", "cpu", "fp32", 2), (description.Name, description.Model, description.Provider, description.Precision, description.Threads));
        Assert.Equal(64, description.ModelHash.Length);
        Assert.StartsWith("ONNX Runtime 1.", description.RuntimeVersion, StringComparison.Ordinal);
        Assert.True(description.Parameters > 1000);
        Assert.Empty(description.Attempts);
    }

    [Fact]
    public async Task The_hash_changes_with_the_config_and_not_with_the_folder()
    {
        await using var original = TestModel.Open();
        await using var copy = TestModel.Open(TestModel.Copy());
        await using var changed = TestModel.Open(TestModel.Copy(c => c.Replace("512", "511", StringComparison.Ordinal)));
        await using var byFile = TestModel.Open(Path.Combine(TestModel.Weak, "model.onnx"));
        Assert.Equal(original.Description.ModelHash, copy.Description.ModelHash);
        Assert.Equal(original.Description.ModelHash, byFile.Description.ModelHash);
        Assert.Equal("pocket-weak", byFile.Description.Model);
        Assert.NotEqual(original.Description.ModelHash, changed.Description.ModelHash);
    }

    [Fact]
    public void Parameters_counted_in_the_graph_are_those_that_training_counted()
    {
        var weights = OnnxWeights.Read(Path.Combine(TestModel.Weak, "model.onnx"));
        var trained = ModelConfig.Read(Path.Combine(TestModel.Weak, "config.json")).Parameters!.Value;
        // The graph also holds tables of positions and constants, and stores equal tensors once.
        Assert.InRange(weights.Parameters, trained * 0.98, trained * 1.5);
        Assert.Equal("fp32", weights.Precision);
    }

    [Theory]
    [InlineData("engine-dummy-decoder.onnx")]
    [InlineData("marian-batch-beams.decoder.onnx")]
    [InlineData("multimodal-dummy_text.onnx")]
    public void A_model_whose_inputs_do_not_fit_is_one_clear_sentence(string file)
    {
        var path = Path.Combine(TestModel.Root, "..", "shared", "fixtures", "onnx", file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not beside the repository.");
        var folder = TestModel.Copy(graph: _ => File.ReadAllBytes(path));
        var error = Assert.Throws<SparseEvalException>(() => TestModel.Open(folder));
        TestContext.Current.TestOutputHelper!.WriteLine(error.Message);
        Assert.DoesNotContain('\n', error.Message);
        if (!file.StartsWith("engine", StringComparison.Ordinal)) Assert.Contains("has no input '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_graph_is_one_clear_sentence()
    {
        var folder = TestModel.Copy(graph: bytes => bytes[..(bytes.Length / 2)]);
        Assert.Contains("cannot open the model", Assert.Throws<SparseEvalException>(() => TestModel.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_and_bad_configs_are_one_clear_sentence()
    {
        var folder = TestModel.Copy();
        Assert.Contains("does not exist", Fail("/no/such/model"), StringComparison.Ordinal);
        Assert.Contains("unknown-words", Fail(TestModel.Copy(c => c.Replace("\"bytes\"", "\"unknown-words\"", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains("tokenizer_class", Fail(TestModel.Copy(_ => "{}")), StringComparison.Ordinal);
        Assert.Contains("not valid JSON (line 1)", Fail(TestModel.Copy(_ => "{ nope")), StringComparison.Ordinal);
        Assert.Contains("n_positions = -3", Fail(TestModel.Copy(c => c.Replace("512", "-3", StringComparison.Ordinal))), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "config.json"));
        Assert.Contains("no config.json", Fail(folder), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder, "model.onnx"));
        Assert.Contains("no model.onnx", Fail(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_one_clear_sentence()
    {
        foreach (var options in new OnnxEngineOptions[] { new() { ModelPath = TestModel.Weak, Threads = -1 }, new() { ModelPath = TestModel.Weak, TokenBudget = 0 }, new() { ModelPath = TestModel.Weak, MaxBatch = 0 } })
            Assert.Throws<SparseEvalException>(() => Engines.Onnx(options));
    }

    private static string Fail(string path) => Assert.Throws<SparseEvalException>(() => TestModel.Open(path)).Message;

    [Fact]
    public void The_hash_covers_weights_in_files_of_any_name()
    {
        var folder = TestModel.Copy(graph: bytes => [.. bytes, .. WithTensor(1, [3, 5], "sub folder/weights \u00e9.bin")]);
        Directory.CreateDirectory(Path.Combine(folder, "sub folder"));
        var file = Path.Combine(folder, "sub folder", "weights \u00e9.bin");
        Assert.Equal(["sub folder/weights \u00e9.bin"], OnnxWeights.Read(Path.Combine(folder, "model.onnx")).Files);
        File.WriteAllText(file, "one");
        var one = Hash(folder);
        File.WriteAllText(file, "two");
        Assert.NotEqual(one, Hash(folder));
        Assert.Empty(OnnxWeights.Read(Path.Combine(TestModel.Weak, "model.onnx")).Files);

        static string Hash(string folder) => ModelFolder.Open(folder).Hash(OnnxWeights.Read(Path.Combine(folder, "model.onnx")).Files);
    }

    [Fact]
    public void Constants_that_are_no_weights_are_not_counted_as_parameters()
    {
        const byte Float = 1, Int64 = 7, Bool = 9;
        Assert.Equal(15, Count(Float));
        Assert.Equal(0, Count(Int64));
        Assert.Equal(0, Count(Bool));

        static long Count(byte type)
        {
            var path = Path.Combine(Directory.CreateTempSubdirectory("sparseeval-model-").FullName, "model.onnx");
            File.WriteAllBytes(path, WithTensor(type, [3, 5]));
            return OnnxWeights.Read(path).Parameters;
        }
    }

    /// <summary>ModelProto with a graph that holds one tensor, in protobuf; appended to a model it adds to its graph.</summary>
    private static byte[] WithTensor(byte type, byte[] shape, string? file = null)
    {
        List<byte> tensor = [.. shape.SelectMany(d => new byte[] { 1 << 3, d }), 2 << 3, type];
        if (file is not null) tensor.AddRange(Nested(13, [.. Nested(1, "location"u8.ToArray()), .. Nested(2, System.Text.Encoding.UTF8.GetBytes(file))]));
        return Nested(7, Nested(5, [.. tensor]));

        static byte[] Nested(int field, byte[] content) => [(byte)(field << 3 | 2), (byte)content.Length, .. content];
    }
}
