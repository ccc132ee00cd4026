using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>A report as JSON: whole, or a line a case.</summary>
internal static class JobLines
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Document(JobReport report) => report.Json.ToJsonString(Indented) + "\n";

    public static string Write(JobReport report) => string.Concat(report.Cases.Select(one => $"{Line(report, one).ToJsonString(OneLine)}\n"));

    private static JsonObject Line(JobReport report, JobCase one)
    {
        var line = new JsonObject { ["schema"] = "sparseeval.case/1", ["verb"] = report.Verb, ["suite"] = one.Suite, ["name"] = one.Name, ["status"] = one.Status.ToString().ToLowerInvariant(), ["verdict"] = one.Verdict };
        foreach (var (name, value) in JobFigures.Numbers(one)) line[name] = value;
        foreach (var (name, text) in one.Properties) line[name] = text;
        line["sentence"] = one.Sentence;
        line["diagnostics"] = new JsonArray([.. one.Diagnostics.Select(DiagnosticJson.Node)]);
        return line;
    }
}
