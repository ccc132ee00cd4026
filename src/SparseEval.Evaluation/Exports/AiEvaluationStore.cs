using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>Run records as a store of Microsoft.Extensions.AI.Evaluation, whose report tool then renders them: a scenario an item, and one for the estimate.</summary>
public static class AiEvaluationStore
{
    /// <summary>Scenario that carries the estimate with its interval.</summary>
    public const string EstimateScenario = "_estimate";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes results/{execution}/{scenario}/{iteration}.json; epochs are iterations.</summary>
    /// <param name="folder">The store's root; it is made where it is not there, and other executions in it are kept.</param>
    /// <param name="record">The run.</param>
    /// <param name="threshold">A score below it is shown as failed; null (default) judges nothing.</param>
    /// <returns>The folder of the execution.</returns>
    /// <exception cref="SparseEvalException">The folder cannot be written to.</exception>
    public static string Write(string folder, RunRecord record, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        var execution = Segment($"{record.Engine.Model} {record.RunHash[..8]}");
        var root = Path.Combine(folder, "results", execution);
        try
        {
            foreach (var item in record.Items)
                foreach (var (e, score) in (item.Epochs ?? [item.Score]).Index())
                    Put(root, execution, Segment(item.Id), (e + 1).ToString(CultureInfo.InvariantCulture), record, Item(item, score, threshold), Details(record, item, e));
            Put(root, execution, EstimateScenario, "1", record, Estimate(record.Estimate, threshold), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{folder}' cannot be written to: {e.Message}", e);
        }
        return root;
    }

    /// <summary>A name as one segment of a path: what a file system refuses becomes _, with a hash behind it so that names stay apart.</summary>
    internal static string Segment(string name)
    {
        var safe = string.Concat(name.Trim().Select(c => c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '_' : c));
        if (safe.Length > 100) safe = safe[..100];
        safe = safe.TrimEnd('.', ' ');
        return safe == name && safe.Length > 0 ? safe : $"{safe}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    private static void Put(string root, string execution, string scenario, string iteration, RunRecord record, JsonObject metrics, JsonObject? details)
    {
        var result = new JsonObject
        {
            ["scenarioName"] = scenario,
            ["iterationName"] = iteration,
            ["executionName"] = execution,
            ["creationTime"] = record.Timings.Finished.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["messages"] = new JsonArray(),
            ["modelResponse"] = new JsonObject { ["messages"] = new JsonArray(), ["modelId"] = record.Engine.Model },
            ["evaluationResult"] = new JsonObject { ["metrics"] = metrics },
            ["chatDetails"] = details,
            ["tags"] = new JsonArray(record.Benchmark.Name),
            ["formatVersion"] = 1,
        };
        if (details is null) result.Remove("chatDetails");
        Directory.CreateDirectory(Path.Combine(root, scenario));
        File.WriteAllText(Path.Combine(root, scenario, $"{iteration}.json"), result.ToJsonString(Indented));
    }

    private static JsonObject Item(RunItem item, double? score, double? threshold)
    {
        var metric = Metric("score", score, item.Error ?? $"stratum {item.Stratum}, drawn with probability {item.InclusionProbability.ToString("0.####", CultureInfo.InvariantCulture)}");
        // The report colours by interpretation; one without a score is inconclusive, never a failure.
        metric["interpretation"] = new JsonObject { ["rating"] = score is null ? "inconclusive" : score >= 0.5 ? "good" : "poor", ["failed"] = score < threshold };
        return new() { ["score"] = metric };
    }

    private static JsonObject Estimate(Estimate estimate, double? threshold)
    {
        var value = Metric("estimate", estimate.Value, estimate.ToString());
        value["interpretation"] = new JsonObject { ["rating"] = "unknown", ["failed"] = estimate.Interval is { } interval && interval.Upper < threshold };
        var metrics = new JsonObject { ["estimate"] = value };
        if (estimate.Interval is { } ci) (metrics["lower"], metrics["upper"]) = (Metric("lower", ci.Lower, null), Metric("upper", ci.Upper, null));
        return metrics;
    }

    private static JsonObject Metric(string name, double? value, string? reason)
    {
        var metric = new JsonObject { ["$type"] = "numeric", ["name"] = name };
        if (value is { } number) metric["value"] = number;
        if (reason is not null) metric["reason"] = reason;
        return metric;
    }

    /// <summary>An item's cost is that of all its epochs: each file has its part, so that the files add up to the ledger.</summary>
    private static JsonObject Details(RunRecord record, RunItem item, int epoch)
    {
        var (input, output) = (Part(item.Cost.InputTokens), Part(item.Cost.OutputTokens));
        var usage = new JsonObject { ["inputTokenCount"] = input, ["outputTokenCount"] = output, ["totalTokenCount"] = input + output };
        return new() { ["turnDetails"] = new JsonArray(new JsonObject { ["latency"] = TimeSpan.FromTicks(Part(item.Cost.EngineTime.Ticks)).TotalSeconds, ["model"] = record.Engine.Model, ["usage"] = usage, ["cacheHit"] = item.Cached }) };

        // What does not divide goes to the first epochs, one each.
        long Part(long all) => item.Epochs is { Count: > 1 and var n } ? all / n + (epoch < all % n ? 1 : 0) : all;
    }
}
