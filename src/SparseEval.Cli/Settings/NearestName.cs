namespace SparseEval.Cli.Settings;

/// <summary>The name that a mistyped one probably meant; case does not count.</summary>
internal static class NearestName
{
    /// <summary>Null where none is within a third of the word's letters.</summary>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant()))).Where(candidate => candidate.Distance <= Math.Max(1, typed.Length / 3))
        .OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Name).FirstOrDefault();

    /// <summary>" Did you mean '...'?", or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> known) => Of(typed, known) is { } meant ? $" Did you mean '{meant}'?" : "";

    /// <summary>Letters inserted, deleted, replaced, or exchanged with their neighbour (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        int[] before = [], above = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, above) = (above, row);
        }
        return above[^1];
    }
}
