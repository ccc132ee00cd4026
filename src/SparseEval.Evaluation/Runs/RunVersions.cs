using System.Reflection;

namespace SparseEval.Evaluation;

/// <summary>Versions of what took part in a run.</summary>
internal static class RunVersions
{
    public static IReadOnlyDictionary<string, string> Of(EngineDescription engine) => new Dictionary<string, string>
    {
        ["sparseeval"] = typeof(RunVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        ["dotnet"] = Environment.Version.ToString(),
        ["engine"] = engine.RuntimeVersion,
    };
}
