#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// Estimate the bundled model's full score from 400 of 3,840 items, then look at how the interval narrows with the number of items.
// Run it from the repository's root: dotnet run notebooks/quickstart.cs
using SparseEval;
using SparseEval.Data;
using SparseEval.Evaluation;
using SparseEval.Onnx;

var benchmark = Benchmarks.Read("data/pocket/items.jsonl");
var history = ResponseMatrices.Read("data/pocket/history.parquet");
var frame = new SamplingFrame(benchmark, history);
Console.WriteLine($"{benchmark.Name}: {benchmark.Count} items; history: {history}");

await using var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = "data/models/pocket-middle" });
var evaluator = new Evaluator(engine, Scorers.Auto());
var plan = new RunPlan(frame)
{
    Design = Designs.Stratified("family", Allocations.Neyman()),
    Estimator = Estimators.Regression(),
    Budget = Budget.Items(400),
    Seed = 17,
};

// Before spending anything: what would it cost, and how wide would the interval be?
var preview = evaluator.Preview(plan);
Console.WriteLine($"predicted half-width {preview.PredictedHalfWidth:0.000} for {preview.PredictedCost.InputTokens} of {preview.PredictedFullCost.InputTokens} tokens");

// A larger budget extends the same items, so the runs below share them.
foreach (var items in new[] { 100, 200, 400 })
{
    var run = await evaluator.RunAsync(plan with { Budget = Budget.Items(items) });
    Console.WriteLine($"{items,4} items: {run.Estimate}; saved {run.Ledger.Saved}");
}

// And the truth, since this benchmark is small enough to run whole.
var validation = await evaluator.ValidateAsync(plan);
Console.WriteLine($"full score {validation.FullScore:0.000}; the interval of 400 items {(validation.IsCovered == true ? "holds it" : "misses it")}");
