namespace SparseEval.Data;

/// <summary>py-irt: one model a line, 0 or 1 by item.</summary>
internal sealed class PyIrtImporter : IImporter
{
    public string Name => "py-irt";

    public int Version => 1;

    public string Description => "py-irt JSON Lines: {\"subject_id\",\"responses\":{item:0 or 1}}";

    public ImportChoices Choices => ImportChoices.None;

    public bool Recognizes(ImportSource source) => source.HasLineKeys("subject_id", "responses") || source.HasDocumentKeys("subject_id", "responses");

    public IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options)
    {
        var (runs, lines) = (new List<RunBuilder>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in source.Lines())
        {
            var model = line.RequireText("subject_id");
            if (!lines.TryAdd(model, line.Where)) throw line.Error($"subject '{model}' has a second line; the first is at {lines[model]}. Give one line a subject.");
            var run = new RunBuilder(this, options, model, "", "response");
            foreach (var (item, response) in line.Require("responses").Members()) run.Add(item, ScoreValue.Of(response.IsNull ? null : response, "response", run.Full), response.Where, missing: ScoreValue.Lacking(response));
            runs.Add(run);
        }
        if (runs.Count == 0) throw new SparseEvalException($"'{source.Path}' holds no subjects.");
        if (options.Model is not null) throw new SparseEvalException($"'{source.Path}' names its subjects itself; leave --model out.");
        return [.. runs.Select(run => run.Build(source))];
    }
}
