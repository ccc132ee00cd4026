namespace SparseEval.Data;

/// <summary>What is chosen where a file leaves a choice.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the importer; null (default) lets the content decide.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// The metric, scorer or assertion whose scores are taken, in long tables a value of the column metric; null takes the usual one of the format and refuses where several are equally usual.
    /// A choice that a format does not have is refused.
    /// </summary>
    public string? Metric { get; init; }

    /// <summary>lm-eval: the filter; promptfoo: the prompt's index; ai-evaluation: the execution; long tables: a value of the column filter; null where there is one alone.</summary>
    public string? Filter { get; init; }

    /// <summary>HELM: the split; null takes "test" where it is there, else the only one. Long tables: a value of the column split; null where there is one alone.</summary>
    public string? Split { get; init; }

    /// <summary>Name of the model where the source does not say it, or says another than wanted; null (default) takes the source's. One name for several models of a file is refused.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// Where parts are found under other names: in tables <c>model</c>, <c>item</c>, <c>score</c>, <c>category</c>, <c>epoch</c>, <c>cost</c> (US dollars), <c>input_tokens</c>, <c>output_tokens</c>,
    /// <c>seconds</c>, and <c>metric</c>, <c>filter</c> and <c>split</c>, of which one is taken; elsewhere <c>category</c>, a field of the item.
    /// </summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>What a full score is in the source, such as 100 for percentages; numbers are divided by it, and true is a full score in every scale. Default 1.</summary>
    public double ScoreScale { get; init; } = 1;

    /// <summary>Takes a source although its stated score is not that of its items (default false: it is refused with both figures).</summary>
    public bool AcceptAggregate { get; init; }

    /// <summary>What DuckDB may use for Parquet.</summary>
    public DuckDbLimits Limits { get; init; } = new();

    private const double MostScale = 1e6;

    internal string Column(string part) => Map.GetValueOrDefault(part, part);

    internal void Check()
    {
        if (!(ScoreScale > 0) || !double.IsFinite(ScoreScale)) throw new SparseEvalException(FormattableString.Invariant($"The scale of scores is {ScoreScale}; give what a full score is, such as 1, 10 or 100."));
        if (ScoreScale > MostScale) throw new SparseEvalException(FormattableString.Invariant($"The scale of scores is {ScoreScale}, beside which any score is almost 0. A full score is at most {MostScale}."));
        if (Model is not null && string.IsNullOrWhiteSpace(Model)) throw new SparseEvalException("The model's name is empty. Give one, or none.");
        if (Format is not null && !Importers.All.ContainsKey(Format)) throw new SparseEvalException($"There is no format '{Format}'. Use one of: {string.Join(", ", Importers.All.Keys)}.");
        string[] parts = ["model", "item", "score", "category", "epoch", "cost", "input_tokens", "output_tokens", "seconds", "metric", "filter", "split"];
        if (Map.Keys.FirstOrDefault(part => !parts.Contains(part)) is { } unknown) throw new SparseEvalException($"The map names '{unknown}'. What can be mapped: {string.Join(", ", parts)}.");
    }
}
