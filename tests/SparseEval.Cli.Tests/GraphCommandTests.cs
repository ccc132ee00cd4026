using System.Runtime.InteropServices;
using System.Text.Json;
using SparseEval.Onnx;

namespace SparseEval.Cli.Tests;

/// <summary>Models and measures other than a decoder's choices, from the command line.</summary>
public sealed class GraphCommandTests : IDisposable
{
    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_classifier_of_tables_runs_by_flags_and_by_plan()
    {
        // Label "b" where the second number is larger: right for two rows of three.
        var benchmark = _cli.Write("rows.jsonl", string.Join('\n', Enumerable.Range(0, 90).Select(i =>
            $$"""{"id":"r{{i}}","prompt":"[{{i % 3}}, 1]","answer":"{{(i % 3 == 2 ? "b" : i % 3 == 0 ? "b" : "a")}}"}""")));
        var graph = Identity();
        string[] flags = ["--benchmark", benchmark, "--history", "none", "--limit", "all", "--scorer", "exact_match"];
        var run = await _cli.RunAsync(["run", "--graph", graph, "--graph-post", "labels", "--labels", "a,b", "--graph-input", "x", "--graph-output", "y", .. flags, "--format", "json"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var record = JsonDocument.Parse(run.Output).RootElement;
        // [0, 1] is b, rightly; [1, 1] is a, the first of equals, rightly; [2, 1] is a, wrongly.
        Assert.Equal(2.0 / 3, record.GetProperty("estimate").GetProperty("value").GetDouble(), 12);
        Assert.Equal("onnx-graph", record.GetProperty("engine").GetProperty("name").GetString());
        var plan = _cli.Write("plan.yaml", $"benchmark: rows.jsonl\ngraph: {Path.GetFileName(graph)}\ngraph-post: labels\nlabels: a,b\nhistory: none\nlimit: all\nscorer: exact_match\n");
        Assert.Contains("score    0.6667", (await _cli.RunAsync("run", plan)).Output, StringComparison.Ordinal);
        foreach (var (arguments, told) in new[]
        {
            (new[] { "--graph", graph }, "--graph-post is needed"), (["--graph", graph, "--graph-post", "magic"], "labels, number, embedding"), (["--graph", graph, "--graph-post", "labels"], "at least 2"),
            (["--labels", "a,b"], "it is about another ONNX model (--graph)"), (["--graph", graph, "--graph-post", "number", "--server", "http://localhost:1"], "--graph and --server cannot be given together"),
            (["--graph", graph, "--graph-post", "number", "--pixel-mean", "x"], "one number or three"), (["--graph", "/no/such.onnx", "--graph-post", "number"], "does not exist"),
        })
        {
            var refused = await _cli.RunAsync(["run", .. arguments, .. flags]);
            Assert.Equal(2, refused.Code);
            Assert.Contains(told, refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_image_that_changed_is_asked_about_anew_and_a_run_about_the_old_one_is_not_resumed()
    {
        var images = Directory.CreateDirectory(Path.Combine(_cli.Folder.FullName, "images")).FullName;
        var benchmark = _cli.Write("images.jsonl", string.Join('\n', Enumerable.Range(0, 30).Select(i => $$"""{"id":"r{{i}}","prompt":"{{i}}.npy","answer":"a"}""")));
        for (var i = 0; i < 30; i++) Draw(i, likelier: "a");
        string[] run = ["run", "--benchmark", benchmark, "--history", "none", "--limit", "all", "--scorer", "exact_match", "--graph", Identity(), "--graph-post", "labels", "--labels", "a,b", "--files", images];
        Assert.Equal((1, 0), await ScoreAsync());
        Assert.Equal((1, 30), await ScoreAsync());
        Draw(4, likelier: "b");
        var resumed = await _cli.RunAsync([.. run, "--resume"]);
        Assert.Equal((2, ""), (resumed.Code, resumed.Output));
        Assert.Contains("files that have changed since: item 'r4'", resumed.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((29 / 30.0, 29), await ScoreAsync());
        Assert.Equal(0, (await _cli.RunAsync([.. run, "--resume"])).Code);
        File.Delete(Path.Combine(images, "4.npy"));
        Assert.Contains("item 'r4'", (await _cli.RunAsync([.. run, "--resume"])).Error, StringComparison.Ordinal);

        async Task<(double, int)> ScoreAsync()
        {
            var outcome = await _cli.RunAsync([.. run, "--format", "json"]);
            Assert.Equal(0, outcome.Code);
            var record = JsonDocument.Parse(outcome.Output).RootElement;
            Assert.Equal(64, record.GetProperty("items")[0].GetProperty("content").GetString()!.Length);
            return (Math.Round(record.GetProperty("estimate").GetProperty("value").GetDouble(), 12) is var value && Math.Abs(value - 29 / 30.0) < 1e-9 ? 29 / 30.0 : value,
                record.GetProperty("items").EnumerateArray().Count(item => item.TryGetProperty("cached", out var cached) && cached.GetBoolean()));
        }

        void Draw(int i, string likelier)
        {
            var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";
            float[] numbers = likelier == "a" ? [1, 0] : [0, 1];
            File.WriteAllBytes(Path.Combine(images, $"{i}.npy"), [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes(numbers.AsSpan())]);
        }
    }

    [Fact]
    public async Task Errors_of_a_regression_are_told_in_its_units_and_refused_without_a_range()
    {
        var benchmark = _cli.Write("numbers.jsonl", string.Join('\n', Enumerable.Range(0, 40).Select(i => $$"""{"id":"r{{i}}","prompt":"[{{i}}]","answer":"{{i + 3}}"}""")));
        string[] flags = ["--benchmark", benchmark, "--history", "none", "--limit", "all", "--graph", Identity(1), "--graph-post", "number"];
        var run = await _cli.RunAsync(["run", .. flags, "--scorer", "error:0..60"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("error    3.00 in absolute value", run.Output, StringComparison.Ordinal);
        var refused = await _cli.RunAsync(["run", .. flags, "--scorer", "error"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("such as error:0..100", refused.Error, StringComparison.Ordinal);
        Assert.Contains("outside the stated range", (await _cli.RunAsync(["run", .. flags, "--scorer", "error:0..20"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bits_per_byte_of_texts_are_weighted_by_their_bytes_and_told_with_the_perplexity()
    {
        var benchmark = _cli.Write("texts.jsonl", string.Join('\n', Enumerable.Range(0, 60).Select(i => $$"""{"id":"t{{i}}","prompt":"copy ","answer":"{{string.Concat(Enumerable.Repeat("abc ", 1 + (i % 5)))}}"}""")));
        string[] flags = ["--benchmark", benchmark, "--history", "none", "--model", Path.Combine(CommandLine.Models, "pocket-weak"), "--scorer", "bits_per_byte:30"];
        var all = await _cli.RunAsync(["run", .. flags, "--limit", "all", "--format", "json"]);
        Assert.Equal((0, ""), (all.Code, all.Error));
        var estimate = JsonDocument.Parse(all.Output).RootElement.GetProperty("estimate");
        Assert.Contains("answer bytes", estimate.GetProperty("estimand").GetString(), StringComparison.Ordinal);
        var some = await _cli.RunAsync(["run", .. flags, "--limit", "30"]);
        Assert.Contains(" a byte", some.Output, StringComparison.Ordinal);
        Assert.Contains("perplex.", some.Output, StringComparison.Ordinal);
        var bounded = await _cli.RunAsync(["run", .. flags[..^1], "bits_per_byte:0.5", "--limit", "30"]);
        Assert.NotEqual(0, bounded.Code);
        Assert.Contains("Give a larger bound", bounded.Error, StringComparison.Ordinal);
    }

    /// <summary>Two numbers in, the same out.</summary>
    private string Identity(int width = 2)
    {
        var graph = OnnxGraph.Read(new ProtoWriter().Number(1, 8).Message(8, new ProtoWriter().Text(1, "").Number(2, 17)).Message(7, new ProtoWriter().Text(2, "tiny")).Written);
        graph.Inputs.Add(OnnxGraph.Value("x", TensorType.Float32, "batch", $"{width}"));
        graph.Outputs.Add(OnnxGraph.Value("y", TensorType.Float32, "batch", $"{width}"));
        float[] ones = [.. Enumerable.Range(0, width * width).Select(i => i % (width + 1) == 0 ? 1f : 0)];
        graph.AddTensor("w", TensorType.Float32, [width, width], MemoryMarshal.AsBytes(ones.AsSpan()));
        graph.Nodes.Add(new OnnxNode("MatMul", ["x", "w"], ["y"], ""));
        var path = Path.Combine(_cli.Folder.FullName, "identity.onnx");
        File.WriteAllBytes(path, graph.Write().ToArray());
        return path;
    }
}
