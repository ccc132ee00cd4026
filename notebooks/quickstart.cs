#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # Quickstart
// A benchmark of 3,840 questions, a model, and a budget of 400: what would the full score be, and how sure is that?
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
Console.WriteLine($"{benchmark.Name}: {benchmark.Count} items; history: {history}");
// %% [markdown]
// A plan says how items are drawn and how the score is estimated from them. `Stratified` takes items of every family, more where past models varied more (Neyman);
// `Regression` uses what past models' scores say about each item. The same seed draws the same items for every model.
// %%
var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = $"{data}/models/pocket-middle", Providers = ["cpu"] });
var evaluator = new Evaluator(engine, Scorers.Auto());
var plan = new RunPlan(frame)
{
    Design = Designs.Stratified("family", Allocations.Neyman()),
    Estimator = Estimators.Regression(),
    Budget = Budget.Items(400),
    Seed = 17,
};
var preview = evaluator.Preview(plan);
Console.WriteLine($"predicted half-width {preview.PredictedHalfWidth:0.000} for {preview.PredictedCost.InputTokens} of {preview.PredictedFullCost.InputTokens} tokens");
// %% [markdown]
// Nothing has run so far. Now it does: only the drawn items go through the model.
// %%
var run = await evaluator.RunAsync(plan);
Console.WriteLine(run);
// %% [markdown]
// The interval is made by a rule that holds the full score in 95 of 100 draws. The ledger says what was spent and what a full run would have cost; figures with ± are estimates.
// %%
Console.WriteLine(run.Ledger);
// %% [markdown]
// Where does this model stand among the past ones? Each tick is a past model's full score.
// %%
Console.WriteLine(ReportFactory.OfRun(run, frame).Charts.First(chart => chart.Id == "past-models"));
// %% [markdown]
// A larger budget extends the same items, and the interval narrows about with the square root of their number.
// %%
foreach (var items in new[] { 100, 200, 400 })
    Console.WriteLine($"{items,4} items: {(await evaluator.RunAsync(plan with { Budget = Budget.Items(items) })).Estimate}");
await engine.DisposeAsync();
