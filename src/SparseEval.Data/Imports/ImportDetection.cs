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

    /// <summary>As <see cref="Find"/> for a file of a folder, of which a named importer takes what it recognizes.</summary>
    public static IImporter? FindInFolder(ImportSource source, ImportOptions options) => options.Format is not { } name ? Find(source, options) : Fits(Importers.All[name], source, options) ? Importers.All[name] : null;

    public static SparseEvalException Empty(ImportSource source) => new($"'{source.Path}' is empty. Fetch it again, or leave it out.");

    public static SparseEvalException Unknown(ImportSource source)
    {
        if (source.IsEmpty) return Empty(source);
        if (source.HasLineKeys("question") || source.HasLineKeys("prompt") || source.HasLineKeys("problem") || source.HasLineKeys("code", "input", "output"))
            return new($"'{source.Path}' holds questions and no scores. Read it as a benchmark (--benchmark FILE, --benchmark-map where its keys have other names).");
        var has = ImportTable.TryOpen(source, new DuckDbLimits()) is { } table ? $" It has the columns {CsvTable.Shortened(table.Header)}{(CsvTable.OtherSeparator(table.Header) is { Length: > 0 } other ? $".{other}" : "; name them with --map model=...,item=...,score=...")}" : source.Document is { IsObject: true } root ? $" It has the keys {CsvTable.Shortened([.. root.Members().Select(m => m.Name)])}." : "";
        return new($"'{source.Path}' is of no format that is read ({string.Join(", ", Importers.All.Keys)}).{has}");
    }

    private static bool Fits(IImporter importer, ImportSource source, ImportOptions options) => importer switch
    {
        LongTableImporter => LongTableImporter.Fits(source, options),
        WideTableImporter => WideTableImporter.Fits(source, options),
        _ => importer.Recognizes(source),
    };
}
