using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Doctor;

/// <summary>Folders, files and variables that runs here would meet.</summary>
internal static class PlaceFindings
{
    public static IEnumerable<Finding> Of(SettingValues values)
    {
        yield return Folder(values);
        yield return Cache(values);
        yield return Bundled();
        foreach (var variable in UnknownVariables.Set(values)) yield return Variable(variable, values);
    }

    private static Finding Folder(SettingValues values)
    {
        var folder = WorkFolder.PathOf(values);
        var existing = folder;
        while (!Path.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        if (File.Exists(existing)) return new("work folder", FindingState.Missing, $"{existing} is a file", $"Give another with {KnownSettings.Work.Flag} FOLDER");
        try
        {
            using var probe = File.Create(Path.Combine(existing, $".{Environment.ProcessId}.sparseeval"), 1, FileOptions.DeleteOnClose);
            return new("work folder", FindingState.Found, existing == folder ? folder : $"{folder} will be made");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("work folder", FindingState.Missing, $"{existing} cannot be written to: {exception.Message}", $"Give another with {KnownSettings.Work.Flag} FOLDER");
        }
    }

    private static Finding Cache(SettingValues values)
    {
        var path = Path.Combine(WorkFolder.PathOf(values), WorkFolder.CacheName);
        if (!File.Exists(path)) return new("response cache", FindingState.Found, "none yet");
        try
        {
            // Opened, and not read: a cache may hold gigabytes.
            using var cache = ResponseCache.Open(path);
            return new("response cache", FindingState.Found, $"{Quantity.Si(new FileInfo(path).Length)}B, opens ('sparseeval cache verify' reads all of it)");
        }
        catch (SparseEvalException exception)
        {
            return new("response cache", FindingState.Missing, exception.Message, $"Delete {path}: only saved answers are lost");
        }
    }

    private static Finding Bundled()
    {
        try
        {
            return new("bundled benchmark", FindingState.Found, Path.GetDirectoryName(BundledData.Plan())!);
        }
        catch (SparseEvalException)
        {
            return new("bundled benchmark", FindingState.Optional, "not here", "Give --benchmark and --model or a plan file, or run inside a clone");
        }
    }

    private static Finding Variable((string Name, bool IsKnown, string Hint) variable, SettingValues values) => !variable.IsKnown ? new(variable.Name, FindingState.Missing, "sets nothing: there is no such setting", variable.Hint)
        : new(variable.Name, FindingState.Found, variable.Name == values.Text(ServerSettings.KeyVariable) ? "set" : Environment.GetEnvironmentVariable(variable.Name)!);
}
