namespace SparseEval;

/// <summary>Joins groups that the sample says too little about with their neighbours, so that every cell has a mean and a variance.</summary>
internal static class PostStrata
{
    private const int Least = 5;

    /// <param name="groups">Category and group of each item of the benchmark.</param>
    /// <param name="scored">Positions of the scored items.</param>
    /// <returns>Cell of each item: neighbouring groups of one category with at least 5 scored items together, or all of the category.</returns>
    public static int[] Join((string Category, string Group)[] groups, int[] scored)
    {
        var counts = scored.CountBy(i => groups[i]).ToDictionary(c => c.Key, c => c.Value);
        var cells = new Dictionary<(string, string), int>();
        var next = 0;
        foreach (var category in groups.Distinct().OrderBy(g => g.Category, StringComparer.Ordinal).ThenBy(g => g.Group, StringComparer.Ordinal).GroupBy(g => g.Category))
        {
            var (first, seen) = (next, 0);
            foreach (var group in category)
            {
                if (seen >= Least) (next, seen) = (next + 1, 0);
                cells[group] = next;
                seen += counts.GetValueOrDefault(group);
            }
            // The last cell may be short of items: it goes with the one before it.
            if (seen < Least && next > first)
            {
                foreach (var group in category.Where(g => cells[g] == next)) cells[group] = next - 1;
                next--;
            }
            if (!category.Any(counts.ContainsKey))
                throw new SparseEvalException($"Category '{category.Key}' has no scored item, so the category-weighted score is unknown. Stratify by its field, or raise the budget.");
            next++;
        }
        return Array.ConvertAll(groups, g => cells[g]);
    }
}
