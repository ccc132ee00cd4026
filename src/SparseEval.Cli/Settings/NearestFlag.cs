namespace SparseEval.Cli.Settings;

/// <summary>The flag that a mistyped one probably meant.</summary>
internal static class NearestFlag
{
    /// <summary>Null where none is within a third of the word's letters.</summary>
    public static string? Of(string typed, IEnumerable<Setting> known) => known.Select(setting => setting.Flag)
        .Select(flag => (Flag: flag, Distance: Distance(typed, flag))).Where(candidate => candidate.Distance <= Math.Max(1, typed.Length / 3))
        .OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Flag).FirstOrDefault();

    /// <summary>Levenshtein's: letters inserted, deleted or replaced.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
