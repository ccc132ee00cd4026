using System.Text.Json;

namespace SparseEval.Data;

/// <summary>A file or folder to import, opened as far as its format needs it.</summary>
public sealed class ImportSource : IDisposable
{
    private readonly Lazy<JsonDocument?> _document;
    private readonly Lazy<JsonDocument?> _firstLine;

    internal ImportSource(string path)
    {
        (Path, IsFolder) = (path, Directory.Exists(path));
        if (!IsFolder) TextInput.RequireFile(path);
        Magic = IsFolder ? [] : FileMagic.Of(path);
        _firstLine = new(() => IsText ? JsonText.FirstLine(Path) : null);
        _document = new(() => IsText && _firstLine.Value is null ? JsonText.TryDocument(Path) : null);
    }

    /// <summary>The file or folder as given.</summary>
    public string Path { get; }

    /// <summary>True for a folder.</summary>
    public bool IsFolder { get; }

    /// <summary>File name without folder and without .gz; of a folder its name.</summary>
    internal string Name => IsFolder ? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path))) : TextInput.NameWithoutGz(Path);

    internal string Extension => IsFolder ? "" : TextInput.ExtensionOf(Path);

    /// <summary>The folder itself, or the one that holds the file.</summary>
    internal string Folder => IsFolder ? Path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    internal byte[] Magic { get; }

    /// <summary>The file with its hash, which is computed once.</summary>
    internal ImportedFile File => field ??= ImportedFile.Of(Path);

    /// <summary>The file as a table, once it was opened as one.</summary>
    internal ImportTable? Table { get; set; }

    /// <summary>True for a file without content, be it compressed.</summary>
    internal bool IsEmpty => !IsFolder && Magic.Length == 0;

    internal bool IsZip => Magic.AsSpan().StartsWith("PK\u0003\u0004"u8);

    internal bool IsParquet => Magic.AsSpan().StartsWith("PAR1"u8);

    internal bool IsText => !IsFolder && !IsZip && !IsParquet && Extension is not (".csv" or ".tsv");

    /// <summary>The first line of JSON Lines; null where the file is none.</summary>
    internal JsonPlace? FirstLine => _firstLine.Value is { } document ? new JsonPlace(document.RootElement, $"{Path}:1") : null;

    /// <summary>The whole file as one JSON value; null where it is none.</summary>
    internal JsonPlace? Document => _document.Value is { } document ? new JsonPlace(document.RootElement, Path) : null;

    /// <summary>The whole file as one JSON value.</summary>
    internal JsonPlace RequireDocument() => Document ?? throw new SparseEvalException($"'{Path}' is no JSON document. Name the file that the tool wrote, or another format.");

    internal bool HasLineKeys(params string[] keys) => FirstLine is { } line && keys.All(key => line.Has(key));

    internal bool HasDocumentKeys(params string[] keys) => Document is { } whole && keys.All(key => whole.Has(key));

    /// <summary>Lines of JSON, each valid until the next.</summary>
    internal IEnumerable<JsonPlace> Lines() => JsonText.Lines(Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_document.IsValueCreated) _document.Value?.Dispose();
        if (_firstLine.IsValueCreated) _firstLine.Value?.Dispose();
    }
}
