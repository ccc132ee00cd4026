namespace SparseEval.Data;

/// <summary>The files of a folder: those that are read, and why the others are not.</summary>
internal sealed class FolderFiles
{
    private readonly string _folder;
    private readonly OrderedDictionary<string, List<string>> _skipped = new(StringComparer.Ordinal);
    private readonly List<string> _companions = [];
    private readonly List<(string Path, IImporter Importer)> _sources = [];

    private FolderFiles(string folder) => _folder = folder;

    public IReadOnlyList<(string Path, IImporter Importer)> Sources => _sources;

    /// <exception cref="SparseEvalException">No file is recognized, a file of results is empty, or something below cannot be looked at.</exception>
    public static FolderFiles Of(string folder, ImportOptions options)
    {
        var files = new FolderFiles(folder);
        foreach (var path in Paths(folder)) files.Add(path, options);
        return files._sources.Count > 0 ? files : throw new SparseEvalException($"No file in '{folder}' is recognized. What is read: {string.Join(", ", Importers.All.Keys)}. Name files, or the format with --from.");
    }

    /// <summary>What gave no scores, after the sources were read; of files that stand beside others those that none of the runs names.</summary>
    public IReadOnlyList<SkippedFiles> Skipped(IEnumerable<ImportedRun> runs)
    {
        var read = runs.SelectMany(run => run.Files).Select(file => Path.GetFullPath(file.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in _companions.Where(path => !read.Contains(Path.GetFullPath(path)))) Skip(path, "read beside others alone, and no run here uses it");
        return [.. _skipped.Select(pair => new SkippedFiles(_folder, pair.Key, pair.Value))];
    }

    private void Add(string path, ImportOptions options)
    {
        if (!IsData(path))
        {
            Skip(path, "of another kind by its name");
            return;
        }
        using var source = new ImportSource(path);
        if (source.IsEmpty && source.Extension != ".log") throw ImportDetection.Empty(source);
        if (Importers.All.Values.OfType<ICompanionReader>().Any(reader => reader.IsCompanion(source))) _companions.Add(path);
        else if (ImportDetection.FindInFolder(source, options) is { } importer) _sources.Add((path, importer));
        else Skip(path, options.Format is null ? "of no format that is read" : $"not of the format {options.Format}");
    }

    private void Skip(string path, string reason)
    {
        if (!_skipped.TryGetValue(reason, out var paths)) _skipped.Add(reason, paths = []);
        paths.Add(Path.GetRelativePath(_folder, path));
    }

    /// <summary>Files below in the order of their names; what is hidden is left out, and what cannot be looked at is an error.</summary>
    private static List<string> Paths(string folder)
    {
        try
        {
            var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
            return [.. Directory.EnumerateFiles(folder, "*", all).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{folder}' cannot be read whole: {e.Message} Make it readable, or name its files.", e);
        }
    }

    private static bool IsData(string path) => TextInput.ExtensionOf(path) is ".json" or ".jsonl" or ".ndjson" or ".jsonlines" or ".log" or ".eval" or ".csv" or ".tsv" or ".parquet";
}
