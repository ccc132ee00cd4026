namespace SparseEval.Data;

/// <summary>How a benchmark's file is read.</summary>
public sealed record BenchmarkReadOptions
{
    /// <summary>The benchmark's name; null (default) takes the folder's name for items.jsonl and for folders, else the file's name without extensions.</summary>
    public string? Name { get; init; }

    /// <summary>Key of the item's id, a string or a number; "#" numbers the items from 0 in the order of the file. Default "id".</summary>
    public string IdKey { get; init; } = "id";

    /// <summary>Key of what the model reads, a string; or a text with keys in braces, such as "{code}\n{input}". Default "prompt".</summary>
    public string PromptKey { get; init; } = "prompt";

    /// <summary>
    /// Key of the texts to choose from, an array of strings; also an object of texts and labels as ARC has it (<c>text</c>, <c>label</c>) or of choices and 0/1 labels as TruthfulQA has it
    /// (<c>choices</c>, <c>labels</c>), or several keys with | between them. Absent, null or empty for a free answer. Default "options".
    /// </summary>
    public string OptionsKey { get; init; } = "options";

    /// <summary>Key of the right option (its 0-based index or its text), or of the free answer, of which what follows "####" on a last line alone counts. Default "answer".</summary>
    public string AnswerKey { get; init; } = "answer";

    /// <summary>Key of the right option's letter or label (A is the first), in place of <see cref="AnswerKey"/>; null (default) where there is none.</summary>
    public string? LetterKey { get; init; }

    /// <summary>Of a Hugging Face data set's folder, the split; null (default) takes "test" where it is there, else the only one.</summary>
    public string? Split { get; init; }

    /// <summary>True where items may lack prompt, options and answer, which engines and scorers alone need: for what is estimated, compared or played from scores. Default false.</summary>
    public bool ScoresAlone { get; init; }

    /// <summary>What DuckDB may use for Parquet.</summary>
    public DuckDbLimits Limits { get; init; } = new();
}
