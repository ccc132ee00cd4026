using SparseEval.Cli.Commands;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Completion;

/// <summary>What may stand where a shell's cursor is; nothing where any file may, which the shell offers by itself.</summary>
internal static class Completer
{
    /// <summary>First argument of the call that the shells' scripts make; the words up to the cursor follow, the last one unfinished.</summary>
    public const string Call = "[complete]";

    /// <param name="words">Without the program's name; at least the unfinished one, which may be empty.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string> words)
    {
        // bash hands over --flag=value as three words.
        string[] given = [.. words.Where(word => word != "=")];
        if (words is [.., "="]) given = [.. given, ""];
        if (given.Length == 0) return [];
        var (before, typed) = (given[..^1], given[^1]);
        return Candidates(before, typed).Where(candidate => candidate.StartsWith(typed, StringComparison.Ordinal) && candidate != typed).Distinct();
    }

    private static IEnumerable<string> Candidates(string[] before, string typed)
    {
        if (before is [] or ["help"]) return [.. Verbs.All.Select(verb => verb.Name), .. before is [] ? ["help", "--help", "--version"] : Array.Empty<string>()];
        if (Verbs.All.FirstOrDefault(verb => verb.Name == before[0]) is not { } known) return [];
        if (before.Length > 1 && known.Settings.FirstOrDefault(s => s.Flag == before[^1] || s.Alias == before[^1]) is { IsSwitch: false } setting) return Values(setting, typed);
        if (typed.Split('=', 2) is [['-', '-', ..] flag, var value] && known.Settings.FirstOrDefault(s => s.Flag == flag) is { } equal)
            return Values(equal, value).Select(v => $"{flag}={v}");
        if (typed.StartsWith('-')) return [.. known.Settings.Select(s => s.Flag), "--help"];
        return before.Length == 1 ? known.ArgumentNames : [];
    }

    /// <summary>In a list separated by commas, the last name.</summary>
    private static IEnumerable<string> Values(Setting setting, string typed) => setting.ValueName == "list" && typed.LastIndexOf(',') is >= 0 and var comma
        ? Of(setting).Select(value => typed[..(comma + 1)] + value) : Of(setting);

    private static IEnumerable<string> Of(Setting setting) => setting.Values?.Invoke() ?? [];
}
