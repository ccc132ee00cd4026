using System.ComponentModel;
using System.Diagnostics;
using SparseEval.Cli.Settings;
using SparseEval.Reports;

namespace SparseEval.Cli.Output;

/// <summary>Charts as files of their own: Vega-Lite always, SVG by Node.js and PNG by rsvg-convert where they are.</summary>
internal static class ChartFiles
{
    private const int PngZoom = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="SparseEvalException">The folder cannot be made or written to.</exception>
    public static void Prepare(SettingValues values, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Environment.ProcessId}.part");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"{values.Origin(ReportSettings.Charts)} names '{folder}', which cannot be made or written to: {exception.Message} Give another folder.", exception);
        }
    }

    public static void Write(string folder, IReadOnlyList<Chart> charts, TextWriter error)
    {
        List<string> Named(string ending) => [.. charts.Select(c => Path.Combine(folder, $"{c.Id}{ending}"))];
        var (specifications, pictures, rasters) = (Named(".vl.json"), Named(".svg"), Named(".png"));
        // A picture of an earlier run must not stand beside this one's data.
        foreach (var old in pictures.Concat(rasters)) File.Delete(old);
        foreach (var (path, chart) in specifications.Zip(charts)) OutputFiles.Write(path, chart.ToVegaLite());
        var problem = Draw(specifications);
        if (problem is not null)
        {
            error.WriteLine($"sparseeval: {Quantity.Of(charts.Count, "chart")} written to {folder} as Vega-Lite JSON; no SVG or PNG: {problem}");
            return;
        }
        var raster = pictures.Zip(rasters, (svg, png) => Run("rsvg-convert", "--zoom", $"{PngZoom}", "-o", png, svg)).FirstOrDefault(p => p is not null);
        error.WriteLine(raster is null ? $"sparseeval: {Quantity.Of(charts.Count, "chart")} written to {folder} as Vega-Lite JSON, SVG and PNG."
            : $"sparseeval: {Quantity.Of(charts.Count, "chart")} written to {folder} as Vega-Lite JSON and SVG; no PNG: {raster} (Debian: apt-get install librsvg2-bin; macOS: brew install librsvg)");
    }

    private static string? Draw(IReadOnlyList<string> specifications)
    {
        var scripts = Directory.CreateTempSubdirectory("sparseeval-charts-");
        try
        {
            foreach (var (name, text) in ChartScripts.All) File.WriteAllText(Path.Combine(scripts.FullName, name), text);
            var problem = Run("node", [Path.Combine(scripts.FullName, "render.cjs"), .. specifications]);
            return problem is null ? null : $"{problem} (Node.js 18 or later draws them; the JSON opens in any Vega editor)";
        }
        finally
        {
            scripts.Delete(recursive: true);
        }
    }

    /// <summary>Null where it did its work, else why not.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return $"'{program}' did not end within {Patience.TotalMinutes:0} minutes";
            }
            return process.ExitCode == 0 ? null : $"'{program}' failed: {said.GetAwaiter().GetResult().Trim().Split('\n')[0]}";
        }
        catch (Win32Exception)
        {
            return $"'{program}' was not found";
        }
    }
}
