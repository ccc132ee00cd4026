using System.Collections;

namespace SparseEval.Cli.Settings;

/// <summary>A variable SPARSEEVAL_... that sets nothing is a mistake, as a mistyped flag is: what it was meant to set would keep its default unseen.</summary>
internal static class UnknownVariables
{
    private const string Prefix = "SPARSEEVAL_";

    /// <summary>Where libraries are looked for, and what an unexpected error prints.</summary>
    private static readonly string[] Others = ["SPARSEEVAL_DEBUG", "SPARSEEVAL_DUCKDB", "SPARSEEVAL_NATIVE_CACHE", "SPARSEEVAL_NATIVE_LOG", "SPARSEEVAL_ORT"];

    /// <param name="values">In force; they may name a variable that holds a key.</param>
    /// <exception cref="SparseEvalException">There is one.</exception>
    public static void Refuse(SettingValues values)
    {
        var settings = KnownSettings.All.Select(setting => setting.Variable).ToHashSet(StringComparer.Ordinal);
        var unknown = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Where(name => !settings.Contains(name) && !Others.Contains(name) && name != values.Text(ServerSettings.KeyVariable)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (unknown is null) return;
        // The prefix, which all share, would make anything look alike.
        var hint = NearestName.Of(unknown[Prefix.Length..], settings.Select(name => name[Prefix.Length..])) is { } meant ? $"Did you mean {Prefix}{meant}?" : "Unset or rename it.";
        throw new SparseEvalException($"The environment variable {unknown} sets nothing: there is no such setting. {hint}");
    }
}
