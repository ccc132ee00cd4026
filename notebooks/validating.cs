#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # Validating against full runs
// Does a 95 % interval hold the full score 95 times of 100? This benchmark is small enough to run whole, so here the truth is known.
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
var engine = Engines.Onnx(new OnnxEngineOptions { ModelPath = $"{data}/models/pocket-strong", Providers = ["cpu"] });
var plan = new RunPlan(frame) { Design = Designs.Stratified("family"), Estimator = Estimators.Regression(), Budget = Budget.Items(300), Seed = 17 };
var validation = await new Evaluator(engine, Scorers.Auto()).ValidateAsync(plan);
await engine.DisposeAsync();
Console.WriteLine($"estimate {validation.Run.Estimate}; full score {validation.FullScore:0.0000}; the interval {(validation.IsCovered == true ? "holds it" : "misses it")}");
// %% [markdown]
// One draw proves nothing: an interval that is much too narrow is right most of the time as well. Since every item's score is known now, draws cost nothing; take 300.
// %%
var scores = validation.Items.Select(item => item.Score).ToArray();
Estimate Draw(ulong seed)
{
    var pass = plan.Design.Begin(frame, 300, seed);
    while (pass.TryNext(new Dictionary<int, double?>(), out _)) { }
    return plan.Estimator.Estimate(new ScoredSample(pass.Sample, [.. pass.Sample.Items.Select(item => scores[item.Index])]), new());
}
var draws = Enumerable.Range(1, 300).Select(seed => Draw((ulong)seed)).ToList();
var held = draws.Count(e => e.Interval!.Contains(validation.FullScore!.Value));
Console.WriteLine($"{held} of {draws.Count} intervals hold the full score ({(double)held / draws.Count:0.000}, by chance ± {Math.Sqrt(0.95 * 0.05 / draws.Count):0.000})");
// %% [markdown]
// Coverage is one half; the other is that the stated standard error is the real spread of the estimates.
// %%
var mean = draws.Average(e => e.Value);
var spread = Math.Sqrt(draws.Average(e => (e.Value - mean) * (e.Value - mean)));
Console.WriteLine($"bias {mean - validation.FullScore:+0.0000;-0.0000}; spread of the estimates {spread:0.0000}; stated standard error {draws.Average(e => e.StandardError):0.0000}");
// %%
var validations = Enumerable.Range(1, 20).Select(seed => validation with { Run = validation.Run with { Seed = (ulong)seed, Estimate = draws[seed - 1] } }).ToList();
Console.WriteLine(ReportFactory.OfValidation(validations).Charts.First(chart => chart.Id == "seeds"));
// %% [markdown]
// Caveat: this shows that the method works for one model on one benchmark. `docs/calibration.md` has the measured coverage of every method over many; on your benchmark `sparseeval backtest` measures it over your past models.
