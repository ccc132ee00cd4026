namespace SparseEval.Data;

/// <summary>How a benchmark's file is read.</summary>
public sealed record BenchmarkReadOptions
{
    /// <summary>The benchmark's name; null (default) takes the folder's name for items.jsonl, else the file's name without extensions.</summary>
    public string? Name { get; init; }

    /// <summary>Key of the item's id, a string or a number. Default "id".</summary>
    public string IdKey { get; init; } = "id";

    /// <summary>Key of what the model reads, a string. Default "prompt".</summary>
    public string PromptKey { get; init; } = "prompt";

    /// <summary>Key of the texts to choose from, an array of strings; absent, null or empty for a free answer. Default "options".</summary>
    public string OptionsKey { get; init; } = "options";

    /// <summary>Key of the right option (its 0-based index or its text), or of the free answer. Default "answer".</summary>
    public string AnswerKey { get; init; } = "answer";
}
