namespace SparseEval.Data;

/// <summary>Collects one model's scores on one task; every rule that all formats share is kept here.</summary>
internal sealed class RunBuilder(IImporter importer, ImportOptions options, string model, string task, string metric, SourceItems items)
{
    // Every whole number below is a double, and tokens of it fit into a history's file.
    private const double MostCost = 1e15;

    private readonly RunCells _cells = new(items);
    private readonly Dictionary<string, int> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _dropped = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<ImportedAggregate> _aggregates = [];
    private readonly ScaleCheck _scale = new(options.ScoreScale);
    private (int Count, string First) _negative = (0, "");

    /// <summary>A run whose items are its own.</summary>
    public RunBuilder(IImporter importer, ImportOptions options, string model, string task, string metric)
        : this(importer, options, model, task, metric, new SourceItems())
    {
    }

    public string Model => model;

    public string Metric => metric;

    /// <summary>What a full score is in the source.</summary>
    public double Full => options.ScoreScale;

    public string? Replicate { get; init; }

    /// <summary>Number of items so far.</summary>
    public int Items => _cells.Count;

    /// <summary>Takes one row.</summary>
    /// <param name="item">Id of the item.</param>
    /// <param name="score">In the source's scale, or null where it is missing.</param>
    /// <param name="where">File and place of the row.</param>
    /// <param name="epoch">Name of the replicate, or null where an item has one row.</param>
    /// <param name="costs">What this row cost.</param>
    /// <param name="missing">Why there is no score.</param>
    public void Add(string item, double? score, Place where, string? epoch = null, RunCosts costs = default, string missing = "no score")
    {
        if (string.IsNullOrWhiteSpace(item)) throw new SparseEvalException($"{where}: the item's id is empty. Name the item in every row.");
        var scaled = score is { } given ? Scaled(given, item, where) : (double?)null;
        if (costs.Largest > MostCost) throw new SparseEvalException(FormattableString.Invariant($"{where}: item '{item}' has a cost of {costs.Largest}. Costs (tokens, seconds, dollars) are at most {MostCost}; leave an unknown one empty."));
        if (costs.Negative is > 0 and var negative)
        {
            _negative = (_negative.Count + negative, _negative.Count == 0 ? item : _negative.First);
            costs = costs.Known();
        }
        if (!_cells.TryAdd(item, epoch, scaled, costs, where, out var first))
            throw new SparseEvalException($"{where}: item '{item}'{(epoch is null ? "" : $" of replicate '{epoch}'")} has a second score; the first is at {first}. " +
                "The file was appended to or merged: keep one of the two, or number the replicates.");
        if (score is null) _missing[missing] = _missing.GetValueOrDefault(missing) + 1;
    }

    /// <summary>The source's own hash of an item's question.</summary>
    public void Hash(string item, string? hash)
    {
        if (hash is not null) _cells.SetHash(item, hash);
    }

    public bool Describes(string item) => items.Described.ContainsKey(item);

    public void Describe(Item item) => items.Describe(item);

    public void Drop(string reason, int rows = 1)
    {
        if (rows > 0) _dropped[reason] = _dropped.GetValueOrDefault(reason) + rows;
    }

    public void Remark(string code, DiagnosticSeverity severity, string message) => _diagnostics.Add(new(code, severity, message));

    /// <summary>States the source's mean of all items.</summary>
    public void State(string name, double stated, long? statedItems) => _aggregates.Add(new(name, stated / options.ScoreScale, Mean(), statedItems, Rows()));

    /// <summary>States the source's mean beside one that is recomputed in another way than over items.</summary>
    public void State(ImportedAggregate aggregate) => _aggregates.Add(aggregate);

    /// <summary>Number of single scores, replicates counted.</summary>
    public long Rows() => _cells.Scored;

    public double? Mean() => _cells.Scores.Average();

    public double? Sum() => _cells.Scores.Sum();

    /// <summary>The run of one file, which is hashed once for all runs in it.</summary>
    public ImportedRun Build(ImportSource source) => Build([source.File]);

    public ImportedRun Build(params IEnumerable<string> files) => Build([.. files.Distinct(StringComparer.Ordinal).Select(ImportedFile.Of)]);

    private ImportedRun Build(IReadOnlyList<ImportedFile> files)
    {
        _cells.Seal();
        if (_scale.Remark(model) is { } doubt) _diagnostics.Add(doubt);
        if (_negative.Count > 0)
            Remark("SPE0072", DiagnosticSeverity.Warning, $"{(_negative.Count == 1 ? "1 cost is" : $"{_negative.Count} costs are")} below 0 (tokens, seconds or dollars), of item '{_negative.First}' first, and taken as unknown.");
        return Run(files);
    }

    private ImportedRun Run(IReadOnlyList<ImportedFile> files) => new()
    {
        Format = importer.Name,
        FormatVersion = importer.Version,
        Model = model,
        Task = task,
        Metric = metric,
        Replicate = Replicate,
        Scores = _cells,
        Items = Categorized(),
        Aggregates = _aggregates,
        Missing = _missing,
        Dropped = _dropped,
        Diagnostics = _diagnostics,
        Files = files,
    };

    private double Scaled(double score, string item, Place where)
    {
        _scale.See(score);
        var scaled = score / options.ScoreScale;
        return scaled is >= 0 and <= 1 ? scaled : throw new SparseEvalException(FormattableString.Invariant($"{where}: model '{model}' has {metric} {score} on item '{item}'. ") +
            (options.ScoreScale == 1 ? "Scores lie in [0, 1]: choose another metric, or say what a full score is (--score-scale 100 for percentages)." : FormattableString.Invariant($"With a scale of {options.ScoreScale} scores lie in [0, {options.ScoreScale}].")));
    }

    private IReadOnlyDictionary<string, Item> Categorized()
    {
        if (!options.Map.TryGetValue("category", out var field) || items.Described.Count == 0) return items.Described;
        var name = field[(field.LastIndexOf('.') + 1)..];
        if (items.Described.Values.FirstOrDefault(item => !item.Fields.ContainsKey(name)) is { } lacking)
            throw new SparseEvalException($"The map says category={field}, but item '{lacking.Id}' of model '{model}' has no field '{name}'. Its fields are: {(lacking.Fields.Count == 0 ? "none" : string.Join(", ", lacking.Fields.Keys))}.");
        items.CategoryField = "category";
        return items.Described.ToDictionary(pair => pair.Key, pair => ItemText.WithField(pair.Value, "category", pair.Value.Fields[name]), StringComparer.Ordinal);
    }
}
