namespace SparseEval.Data;

/// <summary>Finds out which importer reads a source.</summary>
internal static class ImportDetection
{
    /// <summary>The named importer, else the one that recognizes the content; null where none does.</summary>
    public static IImporter? Find(ImportSource source, ImportOptions options)
    {
        if (options.Format is { } name && (!source.IsFolder || Importers.All[name].Recognizes(source))) return Importers.All[name];
        if (options.Format is not null) return null;
        var fitting = Importers.All.Values.Where(importer => Fits(importer, source, options)).ToList();
        return fitting.Count < 2 ? fitting.FirstOrDefault()
            : throw new SparseEvalException($"'{source.Path}' looks like {string.Join(" and like ", fitting.Select(i => i.Name))}. Name the one with --from.");
    }

    /// <summary>The sources in a folder, those left out that are read beside others.</summary>
    public static IReadOnlyList<(string Path, IImporter Importer)> Sources(string folder, ImportOptions options)
    {
        var found = new List<(string, IImporter)>();
        foreach (var path in Paths(folder))
        {
            using var source = new ImportSource(path);
            if (Importers.All.Values.OfType<ICompanionReader>().Any(reader => reader.IsCompanion(source))) continue;
            var named = options.Format is { } name ? Importers.All[name] : null;
            if ((named is null ? Find(source, options) : Fits(named, source, options) ? named : null) is { } importer) found.Add((path, importer));
        }
        return found.Count > 0 ? found : throw new SparseEvalException($"No file in '{folder}' is recognized. What is read: {string.Join(", ", Importers.All.Keys)}. Name files, or the format with --from.");
    }

    public static SparseEvalException Unknown(ImportSource source)
    {
        if (new FileInfo(source.Path).Length == 0) return new($"'{source.Path}' is empty. Fetch it again, or leave it out.");
        if (source.HasLineKeys("question") || source.HasLineKeys("prompt") || source.HasLineKeys("problem") || source.HasLineKeys("code", "input", "output"))
            return new($"'{source.Path}' holds questions and no scores. Read it as a benchmark (--benchmark FILE, --benchmark-map where its keys have other names).");
        var has = ImportTable.TryOpen(source, new DuckDbLimits()) is { } table ? $" It has the columns {CsvTable.Shortened(table.Columns)}; name them with --map model=...,item=...,score=..." : source.Document is { IsObject: true } root ? $" It has the keys {CsvTable.Shortened([.. root.Members().Select(m => m.Name)])}." : "";
        return new($"'{source.Path}' is of no format that is read ({string.Join(", ", Importers.All.Keys)}).{has}");
    }

    private static bool Fits(IImporter importer, ImportSource source, ImportOptions options) => importer switch
    {
        LongTableImporter => LongTableImporter.Fits(source, options),
        WideTableImporter => WideTableImporter.Fits(source, options),
        _ => importer.Recognizes(source),
    };

    /// <summary>Files and folders below, in the order of their names; what is hidden is left out.</summary>
    private static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        .Where(path => !Path.GetFileName(path).StartsWith('.') && IsData(path)).Order(StringComparer.Ordinal);

    private static bool IsData(string path) => TextInput.ExtensionOf(path) is ".json" or ".jsonl" or ".ndjson" or ".jsonlines" or ".log" or ".eval" or ".csv" or ".tsv" or ".parquet";
}
