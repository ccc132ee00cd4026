#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # Choosing a design
// Which way of drawing items, and which estimator, is worth it on *this* benchmark? A backtest holds past models out in turn, draws, estimates, and compares with their full scores, which are known.
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
Console.WriteLine(history);
// %% [markdown]
// The strongest models are held out (other checkpoints of the same trainings may stay in the history, which flatters methods that lean on it; `BacktestSplit.Family` avoids that): the next model is likely to be stronger than all that the history knows, so this is the honest question.
// %%
var options = new BacktestOptions
{
    Designs = [Designs.SimpleRandom(), Designs.Stratified("family"), Designs.Anchors()],
    Estimators = [Estimators.Mean(), Estimators.Regression()],
    Budgets = [BacktestBudget.OfItems(50), BacktestBudget.OfItems(150)],
    Split = BacktestSplit.Strongest(),
    Draws = 20,
    Threads = 2,
};
var report = Backtest.Run(frame, options);
Console.WriteLine(report);
// %% [markdown]
// How to read it: **error** is the mean distance from the full score; **coverage** should be near 0.95, within about two of its own standard errors; **worth in items** says how many items a plain random sample would need for the same error.
// Its standard error stands beside it: with 20 draws as here it is known to a few hundredths only, so run more draws before you decide.
// %%
Console.WriteLine(ReportFactory.OfBacktest(report, frame, options).Charts.First());
// %% [markdown]
// Caveats. Anchors are chosen by the history and are the same for every model: their error is a bias that no interval from the sample alone can see, so they get none here.
// And a backtest knows only models like those that it has: a model of a new kind may fare worse with a design that leans on predictions. Drawing at random keeps the interval right in any case.
