#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # Comparing checkpoints along training
// A model in training is evaluated again and again. All checkpoints answer the *same* drawn items, so the luck of the draw falls out of their differences, and trends show with far fewer items than single scores would need.
// %%
using SparseEval;
using SparseEval.Data;
using SparseEval.Evaluation;
using SparseEval.Onnx;
using SparseEval.Reports;

var data = Directory.Exists("data") ? "data" : "../data";
var benchmark = Benchmarks.Read($"{data}/pocket/items.jsonl");
var history = ResponseMatrices.Read($"{data}/pocket/history.parquet").AlignTo(benchmark);
var frame = new SamplingFrame(benchmark, history);
var checkpoints = history.Models.Index().Where(m => m.Item.StartsWith("medium-even", StringComparison.Ordinal)).ToList();
var past = new SamplingFrame(benchmark, history.SelectModels([.. Enumerable.Range(0, history.Models.Count).Except(checkpoints.Select(c => c.Index))]));
Console.WriteLine($"{checkpoints.Count} checkpoints of one training; {past.History!.Models.Count} other models are the history");
// %% [markdown]
// One draw of 200 items for all of them. The history must not contain the checkpoints themselves: it would know the answers.
// %%
var pass = Designs.Stratified("family").Begin(past, 200, seed: 17);
while (pass.TryNext(new Dictionary<int, double?>(), out _)) { }
IReadOnlyList<double?> Scores(int model) => [.. pass.Sample.Items.Select(item => history[model, item.Index])];
var estimates = checkpoints.Select(c => (c.Item, Estimate: Estimators.Regression().Estimate(new ScoredSample(pass.Sample, Scores(c.Index)), new()), Full: Enumerable.Range(0, benchmark.Count).Average(i => history[c.Index, i]))).ToList();
foreach (var (name, estimate, full) in estimates) Console.WriteLine($"{name}: {estimate}; full score {full:0.000}");
// %%
var curve = new Chart
{
    Id = "curve", Title = "Score along training", Summary = $"From {estimates[0].Estimate.Value:0.00} to {estimates[^1].Estimate.Value:0.00} over {estimates.Count} checkpoints.",
    Table = new ChartTable([new("step", "step", CellFormat.Count), new("score", "estimate", CellFormat.Score), new("lower", "lower", CellFormat.Score), new("upper", "upper", CellFormat.Score)],
        [.. estimates.Select(e => (IReadOnlyList<object?>)[double.Parse(e.Item[^4..]), e.Estimate.Value, e.Estimate.Interval!.Lower, e.Estimate.Interval.Upper])]),
    Drawing = """{ "width": 480, "height": 260, "encoding": { "x": { "field": "step", "type": "quantitative" } }, "layer": [ { "mark": { "type": "area", "opacity": 0.25 }, "encoding": { "y": { "field": "lower", "type": "quantitative", "title": "score" }, "y2": { "field": "upper" } } }, { "mark": { "type": "line", "point": true }, "encoding": { "y": { "field": "score", "type": "quantitative" } } } ] }""",
};
Console.WriteLine(curve);
// %% [markdown]
// Did the last stretch of training still help? Intervals of single scores overlap; the paired difference is the right question.
// %%
var comparison = ModelComparison.Paired(pass.Sample, Scores(checkpoints[^1].Index), Scores(checkpoints[^2].Index));
Console.WriteLine(comparison);
// %% [markdown]
// And how many items would have shown a gain of two points? That depends on how much two models differ from item to item, which the history knows.
// %%
var power = new PairedPower(benchmark.Count, DifferenceVariance.Of(past.History!).Median);
Console.WriteLine(power);
// %% [markdown]
// Caveat: looking at every checkpoint and reporting the best is choosing by luck. Compare with the last one, or correct for the number of comparisons (`ModelComparison.Ranking` does).
// %%
Console.WriteLine(ModelComparison.Ranking(pass.Sample, [.. checkpoints.Select(c => Scores(c.Index))]));
