namespace SparseEval.Data;

/// <summary>The catalog of importers (docs/importing.md).</summary>
public static class Importers
{
    private static readonly IImporter[] Known =
    [
        new LmEvalImporter(),
        new InspectImporter(),
        new HelmImporter(),
        new LightevalImporter(),
        new AlpacaEvalImporter(),
        new SweBenchImporter(),
        new PromptfooImporter(),
        new DeepevalImporter(),
        new OpenAiEvalsImporter(),
        new NemoSkillsImporter(),
        new NemoEvaluatorImporter(),
        new AiEvaluationImporter(),
        new PyIrtImporter(),
        new LongTableImporter(),
        new WideTableImporter(),
    ];

    /// <summary>Every importer by its name, in the order of the help.</summary>
    public static IReadOnlyDictionary<string, IImporter> All { get; } = new OrderedDictionary<string, IImporter>(Known.Select(i => KeyValuePair.Create(i.Name, i)), StringComparer.Ordinal);
}
