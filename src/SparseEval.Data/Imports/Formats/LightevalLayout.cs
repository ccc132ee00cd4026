namespace SparseEval.Data;

/// <summary>Where the columns of lighteval's details are.</summary>
/// <param name="Metrics">Names of the metrics.</param>
/// <param name="Metric">The struct that holds them.</param>
/// <param name="Parts">Expressions for id, prompt, choices, gold, tokens read, tokens generated and task.</param>
internal sealed record LightevalLayout(IReadOnlyList<string> Metrics, string Metric, IReadOnlyList<string> Parts)
{
    /// <summary>Between choices; no text holds it.</summary>
    public const char Separator = '\u001f';

    public static LightevalLayout? Of(ParquetFile file)
    {
        foreach (var (doc, response, metric) in new[] { ("doc", "model_response", "metric"), ("__doc__", "__model_response__", "__metric__") })
            if (file.Fields(metric) is { Count: > 0 } metrics && file.Fields(doc) is { Count: > 0 } fields) return New(file, doc, fields, response, metric, metrics);
        return file.Columns.Contains("full_prompt") && file.Fields("metrics") is { Count: > 0 } old ? Old(file, old) : null;
    }

    /// <summary>All expressions in the order id, score, prompt, choices, gold, tokens read, tokens generated, task.</summary>
    public IEnumerable<string> Columns(string metric) => [Parts[0], $"({DuckDbConnection.Identifier(Metric)}.{DuckDbConnection.Identifier(metric)})::DOUBLE", .. Parts.Skip(1)];

    private static LightevalLayout New(ParquetFile file, string doc, IReadOnlyList<string> fields, string response, string metric, IReadOnlyList<string> metrics)
    {
        string Field(string name) => fields.Contains(name) ? $"{DuckDbConnection.Identifier(doc)}.{DuckDbConnection.Identifier(name)}" : "NULL";
        var answers = file.Fields(response);
        string Tokens(string name) => answers.Contains(name) ? Length(file, $"{DuckDbConnection.Identifier(response)}.{name}") : "NULL::DOUBLE";
        return new(metrics, metric, [$"({Field("id")})::VARCHAR", $"({Field("query")})::VARCHAR", Joined(file, Field("choices")), $"({Field("gold_index")})::VARCHAR", Tokens("input_tokens"), Tokens("output_tokens"), $"({Field("task_name")})::VARCHAR"]);
    }

    private static LightevalLayout Old(ParquetFile file, IReadOnlyList<string> metrics)
    {
        string Column(string name) => file.Columns.Contains(name) ? DuckDbConnection.Identifier(name) : "NULL";
        string Tokens(string name) => file.Columns.Contains(name) ? Length(file, DuckDbConnection.Identifier(name)) : "NULL::DOUBLE";
        return new(metrics, "metrics", ["NULL::VARCHAR", $"({Column("full_prompt")})::VARCHAR", Joined(file, Column("choices")), $"({Column("gold_index")})::VARCHAR", Tokens("input_tokens"), Tokens("cont_tokens"), "NULL::VARCHAR"]);
    }

    /// <summary>Number of tokens in a list, or in a list of lists.</summary>
    private static string Length(ParquetFile file, string list) => file.TypeOf(list) switch
    {
        var type when type.EndsWith("[][]", StringComparison.Ordinal) => $"len(flatten({list}))::DOUBLE",
        var type when type.EndsWith("[]", StringComparison.Ordinal) => $"len({list})::DOUBLE",
        _ => "NULL::DOUBLE",
    };

    private static string Joined(ParquetFile file, string list) => file.TypeOf(list).EndsWith("[]", StringComparison.Ordinal) ? $"array_to_string({list}, chr(31))" : "NULL::VARCHAR";
}
