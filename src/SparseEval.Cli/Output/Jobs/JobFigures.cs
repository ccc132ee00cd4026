using System.Globalization;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>The figures of a case by name, the same in every form; what is not known is left out.</summary>
internal static class JobFigures
{
    public static IEnumerable<(string Name, string Text)> Of(JobCase one) =>
        Numbers(one).Select(figure => (figure.Name, figure.Value.ToString("0.##########", CultureInfo.InvariantCulture))).Prepend(("verdict", one.Verdict));

    public static IEnumerable<(string Name, double Value)> Numbers(JobCase one)
    {
        (string, double?)[] all =
        [
            ("value", one.Value), ("lower", one.Interval?.Lower), ("upper", one.Interval?.Upper), ("confidence", one.Interval?.Level), ("bound", one.Bound),
            ("items", one.Items), ("population", one.Population), ("items_unscored", one.Unscored > 0 ? one.Unscored : null), ("items_saved", one.Saved), ("engine_seconds", one.Seconds),
        ];
        return all.Where(figure => figure.Item2 is { } value && double.IsFinite(value)).Select(figure => (figure.Item1, figure.Item2!.Value));
    }
}
