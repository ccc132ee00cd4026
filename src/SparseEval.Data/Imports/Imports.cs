namespace SparseEval.Data;

/// <summary>Results of other tools, read as they stand on disk (docs/importing.md).</summary>
public static class Imports
{
    /// <summary>Reads the files of an evaluation tool; the format is detected by content.</summary>
    /// <param name="path">A file, or a folder with files of one or several runs.</param>
    /// <returns>One run for each model, task and replicate, in the order of the files' names.</returns>
    /// <exception cref="SparseEvalException">
    /// Nothing is recognized, a file is broken or contradicts itself or its stated score, or there is a choice to make; the message names file
    /// and place, and what to do.
    /// </exception>
    public static IReadOnlyList<ImportedRun> Read(string path) => Read(path, new ImportOptions());

    /// <summary>Reads with the choices that files leave open.</summary>
    /// <param name="path">As for <see cref="Read(string)"/>.</param>
    /// <param name="options">Format, metric, filter, model's name, names of columns.</param>
    /// <returns>As for <see cref="Read(string)"/>.</returns>
    /// <exception cref="SparseEvalException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyList<ImportedRun> Read(string path, ImportOptions options)
    {
        options.Check();
        using var source = new ImportSource(path);
        if (ImportDetection.Find(source, options) is { } importer)
        {
            UnusedChoices.Refuse(path, [importer], options);
            return Checked(importer.Read(source, options), options);
        }
        if (!source.IsFolder) throw ImportDetection.Unknown(source);
        var files = FolderFiles.Of(path, options);
        UnusedChoices.Refuse(path, [.. files.Sources.Select(pair => pair.Importer).Distinct()], options);
        List<ImportedRun> runs = [.. files.Sources.SelectMany(pair => ReadOne(pair.Path, pair.Importer, options))];
        if (files.Skipped(runs) is { Count: > 0 } skipped && runs.Count > 0) runs[0] = runs[0] with { Skipped = skipped };
        return runs;
    }

    private static IReadOnlyList<ImportedRun> ReadOne(string path, IImporter importer, ImportOptions options)
    {
        using var source = new ImportSource(path);
        return Checked(importer.Read(source, options), options);
    }

    private static IReadOnlyList<ImportedRun> Checked(IReadOnlyList<ImportedRun> runs, ImportOptions options) => [.. runs.Select(run => AggregateCheck.Of(run, options.AcceptAggregate))];
}
