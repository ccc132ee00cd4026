using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>A history in the forms that other programs take.</summary>
internal static class MatrixExport
{
    public const string Parquet = "matrix-parquet";

    /// <summary>Forms that are text.</summary>
    public static IReadOnlyDictionary<string, Func<ResponseMatrix, string>> Forms { get; } = new Dictionary<string, Func<ResponseMatrix, string>>(StringComparer.Ordinal)
    {
        ["py-irt"] = matrix => Text(matrix, ResponseExports.WritePyIrt),
        ["matrix-csv"] = matrix => Text(matrix, ResponseExports.WriteCsv),
    };

    public static ResponseMatrix Read(SettingValues values) => values.Text(KnownSettings.History) is null or "none"
        ? throw new SparseEvalException("--history is needed: the past models' scores to export.") : ResponseMatrices.Read(values.FullPath(KnownSettings.History)!);

    private static string Text(ResponseMatrix matrix, Action<TextWriter, ResponseMatrix> write)
    {
        using var text = new StringWriter();
        write(text, matrix);
        return text.ToString();
    }
}
