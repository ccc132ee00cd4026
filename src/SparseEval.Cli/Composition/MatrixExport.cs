using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>A history in the forms that other programs take, every score with all digits of the file.</summary>
internal static class MatrixExport
{
    public const string Parquet = "matrix-parquet";

    /// <summary>Forms that are text, from the history's file.</summary>
    public static IReadOnlyDictionary<string, Func<string, string>> Forms { get; } = new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
    {
        ["py-irt"] = path => Text(output => ResponseExports.WritePyIrt(output, ResponseMatrices.Read(path))),
        ["matrix-csv"] = path => Text(output => ResponseExports.WriteCsv(output, ResponseMatrices.ReadRows(path))),
    };

    public static string History(SettingValues values) => values.Text(KnownSettings.History) is null or "none"
        ? throw new SparseEvalException("--history is needed: the past models' scores to export.") : values.FullPath(KnownSettings.History)!;

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        return text.ToString();
    }
}
