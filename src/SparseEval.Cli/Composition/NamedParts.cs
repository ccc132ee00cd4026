using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Lists of the form part=name,part=name.</summary>
internal static class NamedParts
{
    public static IReadOnlyDictionary<string, string> Of(SettingValues values, Setting setting)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (values.Text(setting) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } part, { Length: > 0 } name])
                throw new SparseEvalException($"{values.Origin(setting)} has '{pair}'; give pairs such as model=name,item=question_id.");
            if (!parts.TryAdd(part, name)) throw new SparseEvalException($"{values.Origin(setting)} names '{part}' twice. Keep one.");
        }
        return parts;
    }
}
