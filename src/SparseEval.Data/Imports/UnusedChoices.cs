namespace SparseEval.Data;

/// <summary>Refuses options that a format passes over: who gives one believes that rows were chosen by it.</summary>
internal static class UnusedChoices
{
    private static readonly (ImportChoices Choice, string Flag)[] Flags =
        [(ImportChoices.Metric, "--metric"), (ImportChoices.Filter, "--filter"), (ImportChoices.Split, "--split"), (ImportChoices.Aggregate, "--accept-aggregate")];

    /// <exception cref="SparseEvalException">An option is given that none of the importers, or for a choice of rows one of them, does not take.</exception>
    public static void Refuse(string path, IReadOnlyList<IImporter> importers, ImportOptions options)
    {
        foreach (var (choice, flag) in Flags.Where(pair => Given(options).HasFlag(pair.Choice)))
        {
            var idle = importers.Where(importer => !importer.Choices.HasFlag(choice)).ToList();
            // A stated score that differs is accepted where there is one; a choice of rows must hold for all that is put together.
            if (idle.Count == 0 || choice == ImportChoices.Aggregate && idle.Count < importers.Count) continue;
            throw new SparseEvalException($"{flag} has no effect on '{path}': files of the format '{idle[0].Name}' {(choice == ImportChoices.Aggregate ? "state no score that their items could differ from" : $"hold no such choice")}. " +
                $"Leave it out; it serves {string.Join(", ", Importers.All.Values.Where(importer => importer.Choices.HasFlag(choice)).Select(importer => importer.Name))}.");
        }
    }

    private static ImportChoices Given(ImportOptions options) => (options.Metric is null ? 0 : ImportChoices.Metric) | (options.Filter is null ? 0 : ImportChoices.Filter)
        | (options.Split is null ? 0 : ImportChoices.Split) | (options.AcceptAggregate ? ImportChoices.Aggregate : 0);
}
