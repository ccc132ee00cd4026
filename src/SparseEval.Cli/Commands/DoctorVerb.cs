using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using SparseEval.Cli.Doctor;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Data;
using SparseEval.Onnx;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval doctor</c>: what is there, what is missing, and what to do.</summary>
internal static class DoctorVerb
{
    public static readonly Setting Fix = new("fix", "doctor: fetches missing native libraries from npm, checked against pinned hashes.") { IsSwitch = true };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Verb Verb { get; } = new("doctor", "Says what is found, what is missing and how to fix it: libraries, providers, tools, folders, variables.", RunAsync)
    {
        ToleratesVariables = true,
        Settings = [KnownSettings.Work, Fix, KnownSettings.Format],
        Examples = ["sparseeval doctor", "sparseeval doctor --fix", "sparseeval doctor --format json"],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        var json = context.WantsJson;
        var (onnx, duckDb) = (OnnxRuntimeStatus.Probe(), DuckDbStatus.Probe());
        if (context.Values.IsOn(Fix))
        {
            context.Error.WriteLine(NativeFindings.Repair(onnx, duckDb));
            (onnx, duckDb) = (OnnxRuntimeStatus.Probe(), DuckDbStatus.Probe());
        }
        cancellation.ThrowIfCancellationRequested();
        var findings = Programs().Concat(NativeFindings.Of(onnx, duckDb)).Concat(Tools()).Concat(PlaceFindings.Of(context.Values)).ToList();
        var missing = findings.Count(f => f.State == FindingState.Missing);
        if (json) context.Output.Write(JsonSerializer.Serialize(new { schema = "sparseeval.doctor/1", ready = missing == 0, findings = findings.Select(f => new { f.Name, state = Word(f.State), f.Detail, f.Fix }) }, Indented) + "\n");
        else Write(context.Output, findings, missing);
        return Task.FromResult(missing == 0 ? ExitCode.Done : ExitCode.RuntimeError);
    }

    private static IEnumerable<Finding> Programs()
    {
        var version = typeof(DoctorVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        yield return new("sparseeval", FindingState.Found, $"{version}, {AppContext.BaseDirectory}");
        yield return new("runtime", FindingState.Found, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Quantity.Of(Environment.ProcessorCount, "CPU")}");
        yield return Tool.Look(".NET SDK", "dotnet", "doctor --fix and notebooks", "Install the .NET 10 SDK");
    }

    private static IEnumerable<Finding> Tools() =>
    [
        Tool.Look("Node.js", "node", "charts as SVG, doctor --fix", "Install Node.js 18 or later"),
        Tool.Look("rsvg-convert", "rsvg-convert", "charts as PNG (--charts)", "Debian: apt-get install librsvg2-bin; macOS: brew install librsvg"),
        // Reports open in any browser; this one draws them in the tests of a clone.
        .. InClone() ? [Tool.Look("Chromium", "chromium", "tests of reports", "Debian: apt-get install chromium")] : Array.Empty<Finding>(),
    ];

    private static bool InClone()
    {
        for (var folder = Directory.GetCurrentDirectory(); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "SparseEval.sln"))) return true;
        return false;
    }

    private static void Write(TextWriter output, List<Finding> findings, int missing)
    {
        output.WriteLine();
        TextTable.Write(output, ["", "what", "found"], findings.Select(f => (IReadOnlyList<string>)[Word(f.State), f.Name, f.Detail]));
        output.WriteLine();
        foreach (var finding in findings.Where(f => f.Fix.Length > 0)) output.WriteLine($"  {finding.Name}: {finding.Fix}.");
        if (findings.Any(f => f.Fix.Length > 0)) output.WriteLine();
        output.WriteLine(missing == 0 ? "  Everything that runs need is there." : $"  {Quantity.Of(missing, "thing")} that runs need {(missing == 1 ? "is" : "are")} missing or broken.");
        output.WriteLine();
    }

    private static string Word(FindingState state) => state switch { FindingState.Found => "ok", FindingState.Optional => "none", _ => "MISSING" };
}
