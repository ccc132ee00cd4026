using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>The lines that go to a program and come back from it.</summary>
internal static class CommandLines
{
    /// <summary>Sums of rounded logarithms may end a little above 0.</summary>
    private const double RoundingAbove0 = 1e-3;

    /// <summary>One line without its end: id, prompt, options, answer, fields, and what the scorer asks for.</summary>
    public static string Question(Item item, EngineRequest request)
    {
        var line = new JsonObject { ["id"] = item.Id, ["prompt"] = request.Context, ["answer"] = item.Answer };
        if (item.IsMultipleChoice) line["options"] = new JsonArray([.. item.Options.Select(option => (JsonNode)option)]);
        line["fields"] = new JsonObject(item.Fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
        if (request is GenerationRequest free)
        {
            line["max_tokens"] = free.MaxTokens;
            line["stop"] = new JsonArray([.. free.Stop.Select(text => (JsonNode)text)]);
            if (free.Epochs > 1) line["epoch"] = free.Epoch;
            if (free.Sampling is { Temperature: > 0 } sampling)
                line["sampling"] = new JsonObject { ["temperature"] = sampling.Temperature, ["top_p"] = sampling.TopP, ["top_k"] = sampling.TopK, ["seed"] = sampling.Seed };
        }
        return line.ToJsonString();
    }

    /// <summary>Whether a program says that it has started, so that no item pays for that.</summary>
    public static bool IsReady(JsonElement line) => line.ValueKind == JsonValueKind.Object && line.TryGetProperty("ready", out var ready) && ready.ValueKind == JsonValueKind.True && !line.TryGetProperty("id", out _);

    /// <summary>The id of the item that a line answers.</summary>
    /// <exception cref="JsonException">The line is no JSON object with an id.</exception>
    public static string Id(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? id.ToString() : throw new JsonException("it is no object with an 'id'");

    /// <summary>What a line says about its item; where it cannot be used, that is the item's error.</summary>
    /// <param name="request">The item's.</param>
    /// <param name="line">An object with the item's id.</param>
    /// <param name="measured">Time that the item took, for lines that say none.</param>
    public static Completion Answer(EngineRequest request, JsonElement line, TimeSpan measured)
    {
        var answer = new Completion { ItemId = request.ItemId, Cost = Unknown(measured) };
        try
        {
            answer = answer with { Cost = Cost(line, measured) };
            if (Given(line, "error") is { } error) return answer with { Error = $"The command says: {(error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetRawText())}" };
            answer = answer with { Score = Score(line), Text = Text(line), LogLikelihoods = LogLikelihoods(line, request), IsTruncated = IsTruncated(line) };
            return answer is { Score: null, Text: null, LogLikelihoods: null } ? throw new FormatException("there is no 'score', 'text' or 'error' in it") : answer;
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException or ServerFaultException)
        {
            return answer with { Score = null, Text = null, LogLikelihoods = null, IsTruncated = false, Error = $"The command's answer cannot be used: {problem.Message.TrimEnd('.')}." };
        }
    }

    /// <summary>Said by the program itself, or as servers say it, so that a program may hand on what one said.</summary>
    private static bool IsTruncated(JsonElement line)
    {
        FinishReasons.Require(line);
        return Given(line, "truncated") is { } said ? said.ValueKind is JsonValueKind.True or JsonValueKind.False ? said.GetBoolean() : throw new FormatException($"'truncated' is {said.GetRawText()}, which is neither true nor false")
            : FinishReasons.IsTruncated(line);
    }

    /// <summary>What is known of an item that gave no usable answer.</summary>
    public static ComputeCost Unknown(TimeSpan spent) => new() { EngineTime = spent, TokensUnknown = true };

    private static string? Text(JsonElement line) => Given(line, "text")?.GetString() is not { } text ? null
        : text.Length <= Completion.MostCharacters ? text : throw new FormatException(FormattableString.Invariant($"its text has {text.Length} characters, and at most {Completion.MostCharacters} are kept of an item"));

    private static double? Score(JsonElement line) => Number(line, "score") is not { } score ? null
        : score is >= 0 and <= 1 ? score : throw new FormatException($"score {line.GetProperty("score")} lies outside [0, 1]");

    private static double[]? LogLikelihoods(JsonElement line, EngineRequest request)
    {
        if (Given(line, "loglikelihoods") is not { } given) return null;
        double[] logs = [.. given.EnumerateArray().Select(log => log.GetDouble())];
        var asked = (request as LogLikelihoodRequest)?.Continuations.Count ?? 0;
        if (logs.FirstOrDefault(log => log > RoundingAbove0) is > 0 and var strange) throw new FormatException($"the log-likelihood {strange.ToString(CultureInfo.InvariantCulture)} is above 0, and no probability is above 1");
        return logs.Length == asked ? logs : throw new FormatException($"{logs.Length} log-likelihoods are given, and {asked} were asked for");
    }

    private static ComputeCost Cost(JsonElement line, TimeSpan measured)
    {
        var (given, generated, cached, all) = (Amount(line, "input_tokens"), Amount(line, "output_tokens"), Amount(line, "cached_tokens"), Amount(line, "tokens"));
        // All together says one side by the other; alone it counts as read.
        if (all >= given) generated ??= all - given;
        var read = given ?? (all >= generated ? all - generated : all);
        if (given is null && all is not null) generated ??= 0;
        return cached > (read ?? 0) ? throw new FormatException($"'cached_tokens' is {line.GetProperty("cached_tokens")}, more than the tokens that were read") : new()
        {
            InputTokens = (long)(read ?? 0),
            OutputTokens = (long)(generated ?? 0),
            CachedTokens = (long)(cached ?? 0),
            TokensUnknown = read is null || generated is null,
            EngineTime = Amount(line, "seconds", most: 1e9) is { } seconds ? TimeSpan.FromSeconds(seconds) : measured,
            EnergyJoules = Amount(line, "joules"),
            Money = Amount(line, "cost"),
        };
    }

    // A million items of these still add up within 64 bits.
    private static double? Amount(JsonElement line, string name, double most = 1e12) => Number(line, name) is not { } amount ? null
        : amount >= 0 && amount <= most ? amount : throw new FormatException($"'{name}' is {line.GetProperty(name)}, which is no amount");

    private static double? Number(JsonElement line, string name) => Given(line, name) is not { } given ? null
        : given.ValueKind is JsonValueKind.True or JsonValueKind.False ? given.GetBoolean() ? 1 : 0
        : given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw new FormatException($"'{name}' is {given.GetRawText()}, which is no number");

    private static JsonElement? Given(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
