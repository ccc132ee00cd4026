using System.Text.Json.Nodes;
using SparseEval.Cli.Composition.Comparing;
using SparseEval.Cli.Output.Jobs;

namespace SparseEval.Cli.Output;

/// <summary>A comparison as people and programs read it.</summary>
internal static class CompareReport
{
    private const string Signed = "+0.0000;-0.0000;0.0000";

    public static void Write(TextWriter output, CompareResult result)
    {
        output.WriteLine();
        foreach (var line in EstimateReport.Wrap(result.Sentence(), 78)) output.WriteLine(line);
        output.WriteLine();
        TextTable.Write(output, ["a", "b", "a - b>", "interval", "p>", "McNemar>", "Holm>", "BH>", "better>", "worse>", "same>", "verdict"], result.Pairs.Select(p => (IReadOnlyList<string>)
        [
            p.A, p.B, p.Comparison.Difference.ToString(Signed, null), p.Comparison.Interval is { } i ? $"{i.Lower.ToString(Signed, null)} to {i.Upper.ToString(Signed, null)}" : "none",
            P(p.Comparison.PValue), P(p.Comparison.McNemarPValue), P(p.Adjusted?.Holm), P(p.Adjusted?.BenjaminiHochberg),
            Quantity.Count(p.Comparison.Items.Better), Quantity.Count(p.Comparison.Items.Worse), Quantity.Count(p.Comparison.Items.Equal), p.Verdict,
        ]));
        output.WriteLine();
        if (result.Models.Count > 2)
        {
            TextTable.Write(output, ["model", "rank"], result.Models.OrderBy(m => m.Best).ThenBy(m => m.Worst).Select(m => (IReadOnlyList<string>)[m.Name, Rank(m)]));
            output.WriteLine();
        }
        EstimateReport.WriteNamed(output, "items", result.Basis);
        EstimateReport.WriteNamed(output, "levels", Levels(result));
        output.WriteLine();
        EstimateReport.WriteDiagnostics(output, [.. result.Diagnostics]);
    }

    public static JobReport Job(CompareResult result) => new("compare", $"Comparison on {result.Benchmark}", result.Sentence(), [.. result.Pairs.Select(p => Case(result, p))], Json(result));

    public static string Levels(CompareResult result) => result.Pairs.Count == 1 ? $"{100 * result.Confidence:0.##} %"
        : $"intervals, verdicts and ranks hold for all {result.Pairs.Count} pairs at once with {100 * result.Confidence:0.##} % (intervals at {100 * (1 - (1 - result.Confidence) / result.Pairs.Count):0.###} % each)";

    private static string Rank((string Name, int Best, int Worst) model) => model.Best == model.Worst ? $"{model.Best}" : $"{model.Best} to {model.Worst}";

    private static string P(double? p) => p switch { null => "", < 0.0001 => "<0.0001", { } value => $"{value:0.0000}" };

    private static JobCase Case(CompareResult result, ComparedPair pair) => new()
    {
        Suite = result.Benchmark,
        Name = $"{pair.A} - {pair.B}",
        Status = pair.Comparison.Interval is null ? JobStatus.Error : JobStatus.Passed,
        Verdict = pair.Verdict,
        Sentence = $"{pair.A} - {pair.B}: {pair.Comparison}, {pair.Verdict}",
        Value = pair.Comparison.Difference,
        Interval = pair.Comparison.Interval,
        Items = pair.Items,
        Unscored = Math.Max(0, result.Shared - pair.Items),
        Population = result.Population,
        Bound = result.Margin > 0 ? result.Margin : null,
        Seconds = result.Seconds,
        Properties = [("a", pair.A), ("b", pair.B), ("p", Text(pair.Comparison.PValue)), ("mcnemar", Text(pair.Comparison.McNemarPValue)), ("holm", Text(pair.Adjusted?.Holm)), ("benjamini_hochberg", Text(pair.Adjusted?.BenjaminiHochberg))],
        Diagnostics = pair.Comparison.Diagnostics,
    };

    private static string Text(double? number) => number?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static JsonObject Json(CompareResult result) => new()
    {
        ["schema"] = "sparseeval.compare/1",
        ["benchmark"] = result.Benchmark,
        ["sentence"] = result.Sentence(),
        ["items"] = result.Shared,
        ["population"] = result.Population,
        ["basis"] = result.Basis,
        ["sequential"] = result.IsSequential,
        ["margin"] = result.Margin,
        ["confidence"] = result.Confidence,
        ["models"] = new JsonArray([.. result.Models.Select(m => new JsonObject { ["name"] = m.Name, ["bestRank"] = m.Best, ["worstRank"] = m.Worst })]),
        ["pairs"] = new JsonArray([.. result.Pairs.Select(Node)]),
    };

    private static JsonObject Node(ComparedPair pair) => new()
    {
        ["a"] = pair.A,
        ["b"] = pair.B,
        ["difference"] = pair.Comparison.Difference,
        ["standardError"] = pair.Comparison.StandardError,
        ["interval"] = pair.Comparison.Interval is { } ci ? new JsonObject { ["lower"] = ci.Lower, ["upper"] = ci.Upper, ["level"] = ci.Level, ["kind"] = ci.Kind } : null,
        ["p"] = pair.Comparison.PValue,
        ["mcnemar"] = pair.Comparison.McNemarPValue,
        ["holm"] = pair.Adjusted?.Holm,
        ["benjaminiHochberg"] = pair.Adjusted?.BenjaminiHochberg,
        ["items"] = pair.Items,
        ["better"] = pair.Comparison.Items.Better,
        ["worse"] = pair.Comparison.Items.Worse,
        ["same"] = pair.Comparison.Items.Equal,
        ["verdict"] = pair.Verdict,
        ["diagnostics"] = new JsonArray([.. pair.Comparison.Diagnostics.Select(DiagnosticJson.Node)]),
    };
}
