using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Picks a member of a catalog by the name that a setting gives.</summary>
internal static class Choice
{
    public static T Of<T>(SettingValues values, Setting setting, IReadOnlyDictionary<string, T> catalog, string byDefault)
    {
        var name = values.Text(setting) ?? byDefault;
        return catalog.TryGetValue(name, out var member) ? member : throw new SparseEvalException(
            $"{values.Origin(setting)} is '{name}'. Use one of: {string.Join(", ", catalog.Keys)}.");
    }
}
