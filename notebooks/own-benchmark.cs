#!/usr/bin/env dotnet
#:project ../src/SparseEval.Data/SparseEval.Data.csproj
#:project ../src/SparseEval.Onnx/SparseEval.Onnx.csproj
#:project ../src/SparseEval.Reports/SparseEval.Reports.csproj
#:property PublishAot=false
#:property NoWarn=NETSDK1206
// %% [markdown]
// # A benchmark of your own
// You have questions and something that answers them; no past models, no ONNX file. Here the questions are sums, and the "model" forgets to carry now and then.
// %%
using SparseEval;
using SparseEval.Data;
using SparseEval.Evaluation;
using SparseEval.Onnx;
using SparseEval.Reports;

var data = Directory.Exists("data") ? "data" : "../data";
var items = Enumerable.Range(0, 2000).Select(i => (A: 13 * i % 97 + 1, B: 7 * i % 89 + 1)).Select((q, i) => new Item($"sum-{i}", $"{q.A} + {q.B} =", $"{q.A + q.B}",
    fields: new Dictionary<string, string> { ["carry"] = q.A % 10 + q.B % 10 >= 10 ? "yes" : "no", ["digits"] = $"{q.A + q.B}".Length.ToString() })).ToArray();
var benchmark = new Benchmark("sums", items);
Console.WriteLine($"{benchmark.Name}: {benchmark.Count} items, fingerprint {benchmark.Fingerprint[..8]}");
// %% [markdown]
// Before anything runs: how many items does a half-width of three points take? Without a history the forecast assumes the worst, a score of one half.
// %%
var frame = new SamplingFrame(benchmark);
foreach (var n in new[] { 100, 300, 600 })
    Console.WriteLine($"{n} items: half-width {HalfWidthForecast.Of(new() { Frame = frame, Design = Designs.Stratified("carry"), Estimator = Estimators.Mean(), Seed = 17 }, n).Median:0.000}");
// %% [markdown]
// Draw, ask, score. Fields by which answers differ make good strata: whether a sum carries, surely.
// %%
var pass = Designs.Stratified("carry").Begin(frame, 300, seed: 17);
while (pass.TryNext(new Dictionary<int, double?>(), out _)) { }
string Answer(Item item)
{
    var numbers = item.Prompt.TrimEnd('=').Split('+').Select(int.Parse).ToArray();
    return item["carry"] == "yes" && numbers[0] % 3 == 0 ? $"{numbers.Sum() - 10}" : $"{numbers.Sum()}";
}
var scores = pass.Sample.Items.Select(drawn => benchmark.Items[drawn.Index]).Select(item => (double?)(Answer(item) == item.Answer ? 1 : 0)).ToArray();
var estimate = Estimators.Mean().Estimate(new ScoredSample(pass.Sample, scores), new());
Console.WriteLine(estimate);
// %% [markdown]
// An answer that did not come is `null`, never 0: the estimate then says how many are missing, and what that means.
// %%
scores[5] = null;
Console.WriteLine(Estimators.Mean().Estimate(new ScoredSample(pass.Sample, scores), new()));
// %% [markdown]
// This toy can be run whole, so the estimate can be checked.
// %%
var full = benchmark.Items.Average(item => Answer(item) == item.Answer ? 1.0 : 0.0);
Console.WriteLine($"full score {full:0.0000}; the interval {(estimate.Interval!.Contains(full) ? "holds it" : "misses it")}");
// %% [markdown]
// Next: write items as JSON Lines (`docs/formats.md`), let `sparseeval run` keep journal, cache and ledger, and collect records with `sparseeval history`: from eight models on, the history makes intervals narrower.
