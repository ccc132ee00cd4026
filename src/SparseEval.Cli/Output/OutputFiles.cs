using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Output;

/// <summary>The files that <c>--output</c> names, looked at before anything is run: a run must not end with nowhere to write.</summary>
internal static class OutputFiles
{
    /// <summary>Absolute paths, each once.</summary>
    /// <param name="values">The values in force.</param>
    /// <param name="inputs">Files that the verb reads beside those of the settings; none may be written over.</param>
    /// <exception cref="SparseEvalException">A place cannot be written to, or is one that the verb reads.</exception>
    public static IReadOnlyList<string> Of(SettingValues values, params IEnumerable<string> inputs)
    {
        var paths = values.FullPaths(KnownSettings.Output).Distinct(PathNames.Comparer).ToList();
        foreach (var path in paths) Require(values, KnownSettings.Output, path, inputs);
        return paths;
    }

    /// <summary>Refuses a place that cannot be written to, or one that the verb reads.</summary>
    public static void Require(SettingValues values, Setting setting, string path, params IEnumerable<string> inputs)
    {
        Setting[] read = [KnownSettings.Benchmark, KnownSettings.History, KnownSettings.Scores, KnownSettings.Model];
        var sources = read.Select(values.FullPath).Append(values.PlanPath).OfType<string>().Concat(inputs).Select(Path.GetFullPath);
        if (sources.Contains(path, PathNames.Comparer)) throw new SparseEvalException($"{setting.Flag} names '{path}', which this command reads. Give another file.");
        Check(setting, path);
    }

    /// <summary>Writes in one piece; a device such as /dev/stdout, which cannot be replaced by a new file, is written to directly.</summary>
    public static void Write(string path, string text)
    {
        if (IsDevice(path))
        {
            File.WriteAllText(path, text);
            return;
        }
        var beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            File.WriteAllText(beside, text);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);

    private static void Check(Setting setting, string path)
    {
        if (IsDevice(path)) return;
        if (Directory.Exists(path)) throw new SparseEvalException($"{setting.Flag} names '{path}', which is a folder. Give a file.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new SparseEvalException($"{setting.Flag} names '{path}', but there is no folder '{Path.GetDirectoryName(path)}'. Make it, or give another file.");
        try
        {
            var probe = $"{path}.{Environment.ProcessId}.part";
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"{setting.Flag} names '{path}', which cannot be written to: {exception.Message}", exception);
        }
    }
}
