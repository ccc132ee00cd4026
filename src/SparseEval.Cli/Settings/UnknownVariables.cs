using System.Collections;

namespace SparseEval.Cli.Settings;

/// <summary>A variable SPARSEEVAL_... that sets nothing is a mistake, as a mistyped flag is: what it was meant to set would keep its default unseen.</summary>
internal static class UnknownVariables
{
    private const string Prefix = "SPARSEEVAL_";

    /// <summary>Where libraries are looked for, and what an unexpected error prints.</summary>
    private static readonly string[] Others = ["SPARSEEVAL_DEBUG", "SPARSEEVAL_DUCKDB", "SPARSEEVAL_NATIVE_CACHE", "SPARSEEVAL_NATIVE_LOG", "SPARSEEVAL_ORT"];

    /// <summary>All that are set, by name: whether they set something, and what was probably meant where they do not.</summary>
    /// <param name="values">In force; they may name a variable that holds a key.</param>
    public static IEnumerable<(string Name, bool IsKnown, string Hint)> Set(SettingValues values)
    {
        var settings = KnownSettings.All.Select(setting => setting.Variable).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var known = settings.Contains(name) || Others.Contains(name) || name == values.Text(ServerSettings.KeyVariable);
            // The prefix, which all share, would make anything look alike.
            yield return (name, known, known ? "" : NearestName.Of(name[Prefix.Length..], settings.Select(setting => setting[Prefix.Length..])) is { } meant ? $"Did you mean {Prefix}{meant}?" : "Unset or rename it.");
        }
    }

    /// <exception cref="SparseEvalException">There is one.</exception>
    public static void Refuse(SettingValues values)
    {
        if (Set(values).FirstOrDefault(variable => !variable.IsKnown) is not (not null, _, var hint) unknown) return;
        throw new SparseEvalException($"The environment variable {unknown.Name} sets nothing: there is no such setting. {hint}");
    }
}
