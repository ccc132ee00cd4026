using System.Text.Json;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>
/// The file of a backtest's finished pieces, one line of JSON each, in the work folder: what a killed backtest leaves, and the same command goes on from. Its name holds the plan's
/// fingerprint and the program's own, so that pieces of another plan or version are never taken. Removed when the table is made.
/// </summary>
internal sealed class FinishedPieces : IProgress<BacktestProgress>, IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IProgress<BacktestProgress> _next;

    private FinishedPieces(string path, FileStream file, IReadOnlyList<BacktestCell> cells, IProgress<BacktestProgress> next) =>
        (_path, _file, Cells, _next) = (path, file, cells, next);

    /// <summary>Of the earlier run; empty where there was none.</summary>
    public IReadOnlyList<BacktestCell> Cells { get; }

    public static FinishedPieces Open(SettingValues values, string fingerprint, IProgress<BacktestProgress> next)
    {
        var folder = Path.Combine(values.FullPath(KnownSettings.Work) ?? Path.GetFullPath(".sparseeval"), "backtests");
        var path = Path.Combine(folder, $"{fingerprint[..16]}-{typeof(Backtest).Module.ModuleVersionId.ToString("N")[..8]}.jsonl");
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new(path, file, Read(file), next);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"'{path}' cannot be opened; another process may be running this backtest: {exception.Message.TrimEnd('.')}. Wait for it, or give another folder with {KnownSettings.Work.Flag}.", exception);
        }
    }

    public void Report(BacktestProgress value)
    {
        _file.Write(JsonSerializer.SerializeToUtf8Bytes(value.Cell));
        _file.WriteByte((byte)'\n');
        _file.Flush();
        _next.Report(value);
    }

    /// <summary>The table is made; nothing is left to go on from.</summary>
    public void Remove()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whole lines; what a kill left of the last one is cut off.</summary>
    private static List<BacktestCell> Read(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var cells = new List<BacktestCell>();
        var start = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; start = end + 1, end = Array.IndexOf(bytes, (byte)'\n', start))
            if (JsonSerializer.Deserialize<BacktestCell>(bytes.AsSpan(start, end - start)) is { } cell) cells.Add(cell);
        file.SetLength(start);
        file.Seek(start, SeekOrigin.Begin);
        return cells;
    }
}
