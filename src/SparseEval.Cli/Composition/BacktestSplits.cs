using SparseEval.Cli.Settings;
using SparseEval.Data;

namespace SparseEval.Cli.Composition;

/// <summary>The split that <c>--split</c> names.</summary>
internal static class BacktestSplits
{
    public static BacktestSplit Of(SettingValues values)
    {
        var text = values.Text(BacktestSettings.Split) ?? "random";
        var (kind, argument) = text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, null);
        return kind switch
        {
            "random" when argument is null => BacktestSplit.Random(),
            "strongest" when argument is null => BacktestSplit.Strongest(),
            "newest" => BacktestSplit.Newest(Fields(values, argument ?? "date")),
            "family" => BacktestSplit.ByFamily(Fields(values, argument ?? "family")),
            "file" when argument is not null => BacktestSplit.Given(Lines(argument)),
            _ => throw new SparseEvalException($"{values.Origin(BacktestSettings.Split)} is '{text}'; give random, strongest, newest[:FIELD], family[:FIELD] or file:PATH."),
        };
    }

    private static IReadOnlyDictionary<string, string> Fields(SettingValues values, string field) => ModelFields.Read(values.FullPath(BacktestSettings.Models)
        ?? throw new SparseEvalException($"This split needs the field '{field}' of each model. Give {BacktestSettings.Models.Flag} FILE, a CSV with the columns model and {field}."), field);

    private static string[] Lines(string path)
    {
        if (!File.Exists(path)) throw new SparseEvalException($"The split's file '{path}' does not exist. Give a text file with one model name a line.");
        var names = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return names.Length > 0 ? names : throw new SparseEvalException($"The split's file '{path}' names no models. Give one a line.");
    }
}
