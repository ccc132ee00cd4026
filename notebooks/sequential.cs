#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # Active and sequential evaluation
// Two ways to spend less: let the answers so far choose the next items (**active**), or stop as soon as the question is answered (**sequential**). Past models play the new model here, so nothing has to run.
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
var newcomer = history.Models.Count - 1;
var training = history.Models[newcomer].Split("-step")[0];
// Checkpoints of the same training are near-copies that a really new model would not have in its history.
var others = new SamplingFrame(benchmark, history.SelectModels([.. history.Models.Index().Where(m => !m.Item.StartsWith(training, StringComparison.Ordinal)).Select(m => m.Index)]));
var scores = Enumerable.Range(0, benchmark.Count).Select(i => history[newcomer, i]).ToArray();
var full = scores.Average()!.Value;
Console.WriteLine($"{history.Models[newcomer]} plays the new model; its full score is {full:0.0000}");
// %% [markdown]
// **Active.** After each batch a model of the history predicts the scores that are still unknown, and items whose answer is hard to guess are drawn more often; the estimator weighs that out again.
// %%
Estimate Run(ISamplingDesign design, IEstimator estimator, ulong seed)
{
    var seen = new Dictionary<int, double?>();
    var pass = design.Begin(others, 200, seed);
    while (pass.TryNext(seen, out var next)) foreach (var item in next) seen[item] = scores[item];
    return estimator.Estimate(new ScoredSample(pass.Sample, [.. pass.Sample.Items.Select(item => scores[item.Index])]), new());
}
Console.WriteLine($"random:  {Run(Designs.SimpleRandom(), Estimators.Mean(), 17)}");
Console.WriteLine($"strata:  {Run(Designs.Stratified("family"), Estimators.Regression(), 17)}");
Console.WriteLine($"active:  {Run(Designs.Active(), Estimators.Active(), 17)}");
// %% [markdown]
// Caveat: an active draw differs from model to model, so two models share fewer items and a comparison of the two gains less.
// %% [markdown]
// **Sequential.** Looking after every item and stopping when an ordinary interval looks good is wrong: the more often one looks, the more often it errs. A confidence sequence holds at *every* moment at once, so one may stop whenever one likes. Is this model above 0.5?
// %%
var sequence = ConfidenceSequences.BettingWithPredictions().Begin(new SequencePlan { Frame = others });
var path = new List<IReadOnlyList<object?>>();
foreach (var item in RandomOrder.Of(others, seed: 17))
{
    sequence.Add(item, scores[item]!.Value);
    if (sequence.Count % 10 == 0) path.Add([(double)sequence.Count, sequence.Value, sequence.Interval.Lower, sequence.Interval.Upper]);
    if (sequence.Interval.Lower > 0.5 || sequence.Interval.Upper < 0.5) break;
}
Console.WriteLine($"decided after {sequence.Count} of {benchmark.Count} items: {sequence.Value:0.000}, {sequence.Interval}");
// %% [markdown]
// The interval tightens as items come, and the question is answered long before the benchmark is through.
// %%
var watched = new Chart
{
    Id = "sequence", Title = "A score under watch", Summary = $"The interval leaves 0.5 after {sequence.Count} items.",
    Table = new ChartTable([new("items", "items", CellFormat.Count), new("score", "estimate", CellFormat.Score), new("lower", "lower", CellFormat.Score), new("upper", "upper", CellFormat.Score)], path),
    Drawing = """{ "width": 480, "height": 240, "encoding": { "x": { "field": "items", "type": "quantitative" } }, "layer": [ { "mark": { "type": "area", "opacity": 0.25 }, "encoding": { "y": { "field": "lower", "type": "quantitative", "title": "score" }, "y2": { "field": "upper" } } }, { "mark": "line", "encoding": { "y": { "field": "score", "type": "quantitative" } } } ] }""",
};
Console.WriteLine(watched);
// %% [markdown]
// Caveat: a sequence is wider than an interval of fixed size at the same number of items; that is the price of looking. It pays where many questions are easy, such as a gate that most builds pass by far.
