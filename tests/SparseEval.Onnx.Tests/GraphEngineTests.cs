using System.Runtime.InteropServices;
using SparseEval.Evaluation;

namespace SparseEval.Onnx.Tests;

public sealed class GraphEngineTests
{
    private static readonly float[] Weights = [1, -2, 0.5f, 0, 1, -1, 2, 0.25f, -0.5f, 1, 0, 3];

    // Seen failing with labels in reverse order and with the normalizer left out.
    [Fact]
    public async Task Logits_become_log_likelihoods_of_labels_and_the_likeliest_label_worked_by_hand()
    {
        await using var engine = Open(Linear(3), new() { ModelPath = "", Answer = GraphAnswer.Labels, Labels = ["red", "green", "blue"] });
        var found = await Run(engine, TestModel.Choice("a", "[1, 2, 0, -1]", " blue", " red"), new GenerationRequest { ItemId = "b", Context = "[[1, 2, 0, -1]]", MaxTokens = 1 });
        // Columns of the weights: red 1*1 + 2*0 + 0*2 - 1*1 = 0, green -2 + 2 + 0 - 0 = 0, blue 0.5 - 2 - 0 - 3 = -4.5.
        var normalizer = Math.Log(2 + Math.Exp(-4.5));
        LogLikelihoodTests.AssertClose([-4.5 - normalizer, -normalizer], found[0].LogLikelihoods!, 1e-6);
        Assert.Equal("red", found[1].Text);
        Assert.Equal(("onnx-graph", "cpu", "fp32"), (engine.Description.Name, engine.Description.Provider, engine.Description.Precision));
        Assert.Equal(1.0, Scorers.MultipleChoice().Score(new Item("a", "[1, 2, 0, -1]", "red", ["blue", "red"]), found[0]));
    }

    [Fact]
    public async Task Items_that_cannot_be_run_are_the_only_ones_without_an_answer()
    {
        await using var engine = Open(Linear(3), new() { ModelPath = "", Answer = GraphAnswer.Labels, Labels = ["red", "green", "blue"] });
        var found = await Run(engine, TestModel.Choice("good", "[1, 2, 0, -1]", "red"), TestModel.Choice("short", "[1, 2]", "red"), TestModel.Choice("text", "hello", "red"),
            TestModel.Choice("label", "[1, 2, 0, -1]", "mauve"), TestModel.Choice("infinite", "[3e38, 3e38, 3e38, 3e38]", "red"), TestModel.Choice("also good", "[1, 1, 1, 1]", "red"));
        Assert.Contains("holds 2 numbers", found[1].Error, StringComparison.Ordinal);
        Assert.Contains("no JSON list of numbers", found[2].Error, StringComparison.Ordinal);
        Assert.Contains("'mauve' is no label", found[3].Error, StringComparison.Ordinal);
        Assert.Contains("NaN or infinity", found[4].Error, StringComparison.Ordinal);
        Assert.All([found[0], found[5]], c => Assert.True(c.Error is null && c.LogLikelihoods!.Count == 1));
        Assert.All([found[1], found[2], found[3], found[4]], c => Assert.Null(c.LogLikelihoods));
    }

    [Fact]
    public async Task A_wrong_shape_told_by_the_runtime_is_that_items_error()
    {
        await using var engine = Open(Linear(3, "features"), new() { ModelPath = "", Answer = GraphAnswer.Labels, Labels = ["red", "green", "blue"] });
        var found = await Run(engine, TestModel.Choice("good", "[1, 2, 0, -1]", "red"), TestModel.Choice("long", "[1, 2, 0, -1, 5]", "red"));
        Assert.Null(found[0].Error);
        Assert.Contains("'long'", found[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_a_regression_are_texts()
    {
        await using var engine = Open(Linear(1), new() { ModelPath = "", Answer = GraphAnswer.Number });
        var found = await Run(engine, new GenerationRequest { ItemId = "a", Context = "[1, 2, 3, 0.5]", MaxTokens = 1 }, TestModel.Choice("b", "[1, 2, 3, 0.5]", "1"));
        // 1*1 - 2*2 + 3*0.5 + 0.5*0.
        Assert.Equal("-1.5", found[0].Text);
        Assert.Contains("cannot be asked for log-likelihoods", found[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similarities_are_cosines_of_averaged_vectors_whatever_the_padding()
    {
        var folder = Directory.CreateTempSubdirectory("sparseeval-embed-").FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), """{ "tokenizer_class": "bytes" }""");
        var graph = Empty();
        graph.Inputs.AddRange([OnnxGraph.Value("input_ids", TensorType.Int64, "batch", "sequence"), OnnxGraph.Value("attention_mask", TensorType.Int64, "batch", "sequence")]);
        graph.Outputs.Add(OnnxGraph.Value("vectors", TensorType.Float32, "batch", "sequence", "2"));
        var embed = new float[512];
        (embed['a' * 2], embed[('b' * 2) + 1], embed[0]) = (1, 1, 7);
        graph.AddTensor("embed", TensorType.Float32, [256, 2], MemoryMarshal.AsBytes(embed.AsSpan()));
        graph.Nodes.Add(GraphEdits.Node("Gather", ["embed", "input_ids"], ["vectors"], OnnxNode.Attribute("axis", 0)));
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), graph.Write().ToArray());
        await using var engine = Engines.OnnxGraph(new() { ModelPath = Path.Combine(folder, "model.onnx"), Answer = GraphAnswer.Embedding, Providers = ["cpu"], Threads = 1 });
        var found = await Run(engine, TestModel.Choice("x", "aab", " ab", " a", " bbbbbbbb"), TestModel.Choice("y", "b", "a", "b"));
        LogLikelihoodTests.AssertClose([3 / Math.Sqrt(10), 2 / Math.Sqrt(5), 1 / Math.Sqrt(5)], found[0].LogLikelihoods!, 1e-6);
        LogLikelihoodTests.AssertClose([0, 1], found[1].LogLikelihoods!, 1e-6);
        Assert.Equal(3 + 2 + 1 + 8, found[0].Cost.InputTokens);
    }

    [Fact]
    public void What_does_not_fit_is_one_clear_sentence()
    {
        var labels = new GraphEngineOptions { ModelPath = "", Answer = GraphAnswer.Labels, Labels = ["a", "b"] };
        Assert.Contains("has no 'nope'", Fail(labels with { Input = "nope" }), StringComparison.Ordinal);
        Assert.Contains("has no 'nope'", Fail(labels with { Output = "nope" }), StringComparison.Ordinal);
        Assert.Contains("at least 2", Fail(labels with { Labels = ["a"] }), StringComparison.Ordinal);
        Assert.Contains("2 of them different", Fail(labels with { Labels = ["a", "b", "a"] }), StringComparison.Ordinal);
        Assert.Contains("'tpu' is not known", Fail(labels with { Providers = ["tpu"] }), StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<SparseEvalException>(() => Engines.OnnxGraph(labels with { ModelPath = "/no/such.onnx" })).Message, StringComparison.Ordinal);

        static string Fail(GraphEngineOptions options) => Assert.Throws<SparseEvalException>(() => Open(Linear(3), options)).Message;
    }

    /// <summary>Four numbers times the first columns of the weights.</summary>
    private static OnnxGraph Linear(int outputs, string width = "4")
    {
        var graph = Empty();
        graph.Inputs.Add(OnnxGraph.Value("x", TensorType.Float32, "batch", width));
        graph.Outputs.Add(OnnxGraph.Value("y", TensorType.Float32, "batch", $"{outputs}"));
        float[] weights = outputs == 3 ? Weights : [1, -2, 0.5f, 0];
        graph.AddTensor("w", TensorType.Float32, [4, outputs], MemoryMarshal.AsBytes(weights.AsSpan()));
        graph.Nodes.Add(GraphEdits.Node("MatMul", ["x", "w"], ["y"]));
        return graph;
    }

    internal static OnnxGraph Empty() =>
        OnnxGraph.Read(new ProtoWriter().Number(1, 8).Message(8, new ProtoWriter().Text(1, "").Number(2, 17)).Message(7, new ProtoWriter().Text(2, "tiny")).Written);

    internal static IInferenceEngine Open(OnnxGraph graph, GraphEngineOptions options)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("sparseeval-graph-").FullName, "tiny.onnx");
        File.WriteAllBytes(path, graph.Write().ToArray());
        return Engines.OnnxGraph(options with { ModelPath = path, Providers = options.Providers.Contains("tpu") ? options.Providers : ["cpu"], Threads = 1 });
    }

    internal static ValueTask<IReadOnlyList<Completion>> Run(IInferenceEngine engine, params EngineRequest[] requests) =>
        engine.RunAsync(new EngineBatch(0, requests), TestContext.Current.CancellationToken);
}
