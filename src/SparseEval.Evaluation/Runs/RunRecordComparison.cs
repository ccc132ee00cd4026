using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>Compares two records by their JSON, passing over what differs between equal runs: times, energy, what hours cost, what a server had in its prefix cache, and how much it had to do.</summary>
internal static class RunRecordComparison
{
    public static string? FirstDifference(RunRecord left, RunRecord right) =>
        Difference("$", JsonNode.Parse(left.ToJson()), JsonNode.Parse(right.ToJson()));

    private static bool IsVolatile(string name) => name is "timings" or "threads" or "cachedTokens" or "money" or "breakEven" ||
        name.EndsWith("Seconds", StringComparison.Ordinal) || name.EndsWith("Joules", StringComparison.Ordinal);

    private static List<JsonNode?> Lasting(JsonArray list) =>
        [.. list.Where(item => item is not JsonObject entry || entry["code"] is not JsonValue code || !code.TryGetValue<string>(out var text) || text != AdaptiveConcurrency.Code)];

    private static string? Difference(string path, JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject l, JsonObject r) => l.Select(p => p.Key).Union(r.Select(p => p.Key)).Where(key => !IsVolatile(key))
            .Select(key => Difference($"{path}.{key}", l[key], r[key])).FirstOrDefault(d => d is not null),
        (JsonArray l, JsonArray r) when Lasting(l) is var lefts && Lasting(r) is var rights && lefts.Count == rights.Count =>
            lefts.Select((item, i) => Difference($"{path}[{i}]", item, rights[i])).FirstOrDefault(d => d is not null),
        _ => JsonNode.DeepEquals(left, right) ? null : $"{path}: {left?.ToJsonString() ?? "null"} and {right?.ToJsonString() ?? "null"}",
    };
}
