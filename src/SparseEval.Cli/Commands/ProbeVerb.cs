using System.Text.Json;
using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval probe</c>: what can a server do, and can it serve this benchmark?</summary>
internal static class ProbeVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Verb Verb { get; } = new("probe", "Finds out by about twelve small requests what a server can do, and refuses benchmarks that it would score at chance.", RunAsync)
    {
        Settings = [KnownSettings.Model, .. ServerSettings.Own, KnownSettings.Benchmark, .. BenchmarkSettings.Own, KnownSettings.Scorer, KnownSettings.Work, KnownSettings.Format],
        Examples =
        [
            "sparseeval probe --server http://localhost:8000/v1 --model my-model",
            "sparseeval probe --server http://localhost:8000/v1 --model my-model --benchmark items.jsonl",
            "sparseeval probe --server http://localhost:8001 --protocol kserve-grpc --model my-model",
        ],
    };

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var json = context.WantsJson;
        EngineTaken.Require(context.Values, ServerSettings.Own);
        if (KserveComposer.Options(context.Values) is { } kserve) return await KserveAsync(context, kserve, json, cancellation);
        var options = ServerComposer.Options(context.Values) ?? throw new SparseEvalException("--server is needed: the address of the server to probe, such as http://localhost:8000/v1.");
        var requests = context.Values.FullPath(KnownSettings.Benchmark) is null ? [] : PlanComposer.Frame(context.Values).Benchmark.Items.Select(EngineComposer.Scorer(context.Values).CreateRequest).ToArray();
        var found = await ServerProbe.RunAsync(options, cancellation);
        ProbeCosts.Keep(context.Values, options, found.Cost, TimeProvider.System.GetUtcNow());
        var objection = found.Objection(options, requests);
        long? Said(long tokens) => found.Cost.TokensUnknown ? null : tokens;
        if (json) context.Output.Write(JsonSerializer.Serialize(new { schema = "sparseeval.probe/1", found.Models, found.MaxContext, findings = found.Findings.ToDictionary(f => f.Name, f => f.Finding), spent = new { InputTokens = Said(found.Cost.InputTokens), OutputTokens = Said(found.Cost.OutputTokens), CachedTokens = Said(found.Cost.CachedTokens), engineSeconds = found.Cost.EngineTime.TotalSeconds }, objection }, Indented) + "\n");
        else Write(context.Output, options, found);
        if (objection is null) return ExitCode.Done;
        context.Error.WriteLine($"sparseeval: this benchmark cannot be run there: {objection}.");
        return ExitCode.InvalidSample;
    }

    private static async Task<int> KserveAsync(VerbContext context, KserveEngineOptions options, bool json, CancellationToken cancellation)
    {
        var (ready, inputs, outputs) = await KserveProbe.RunAsync(options, cancellation);
        if (json) context.Output.Write(JsonSerializer.Serialize(new { schema = "sparseeval.probe/1", ready, inputs, outputs }, Indented) + "\n");
        else
        {
            context.Output.WriteLine();
            context.Output.WriteLine($"{options.Model} at {options.Server}: {(ready ? "ready" : "not ready")}");
            context.Output.WriteLine();
            foreach (var input in inputs) context.Output.WriteLine($"  input   {input}");
            foreach (var output in outputs) context.Output.WriteLine($"  output  {output}");
        }
        return ready ? ExitCode.Done : ExitCode.InvalidSample;
    }

    private static void Write(TextWriter output, OpenAiEngineOptions options, ServerCapabilities found)
    {
        output.WriteLine();
        output.WriteLine($"{options.Model} at {options.Server}");
        output.WriteLine();
        output.WriteLine($"  models          {(found.Models.Count == 0 ? "not listed" : string.Join(", ", found.Models))}");
        output.WriteLine($"  max context     {(found.MaxContext is { } tokens ? Quantity.Of((int)Math.Min(int.MaxValue, tokens), "token") : "not said")}");
        foreach (var (name, finding) in found.Findings)
        {
            var lines = EstimateReport.Wrap(finding.Detail);
            output.WriteLine($"  {name,-15} {(finding.Works ? "yes" : "no "),-4} {lines[0]}");
            foreach (var line in lines.Skip(1)) output.WriteLine($"                       {line}");
        }
        output.WriteLine();
        output.WriteLine($"  this took {(found.Cost.TokensUnknown ? "tokens that the server did not say" : Quantity.Of(found.Cost.InputTokens + found.Cost.OutputTokens, "token"))} and {Quantity.Seconds(found.Cost.EngineTime.TotalSeconds)}; the next run on this server and model counts it in its ledger");
        output.WriteLine();
    }
}
