using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SparseEval.Evaluation;

/// <summary>Drawn items in the forms by which other harnesses take a subset. Lists are sorted and hold each item once.</summary>
public static class DrawnItems
{
    private const string TaskField = "task", DocField = "doc_id";

    /// <summary>Linux takes no longer argument; a longer filter could not be given to a program.</summary>
    private const int LongestArgument = 120_000;

    /// <summary>
    /// The JSON of lm-evaluation-harness's <c>--samples</c>: for every task that has drawn items, the sorted positions of these in its evaluation split. Run exactly the tasks that it names
    /// (a task that is run and not named runs whole), without <c>--limit</c> and <c>--cache_requests</c>.
    /// </summary>
    /// <param name="benchmark">The items.</param>
    /// <param name="ids">The drawn ones.</param>
    /// <param name="task">The leaf task that all items are of, at the positions of the benchmark's file; null takes task and position from the items' fields <c>task</c> and <c>doc_id</c>.</param>
    /// <exception cref="SparseEvalException">An item lacks a field, a position is no whole number, or two items claim one position.</exception>
    public static string LmEvalSamples(Benchmark benchmark, IEnumerable<string> ids, string? task = null)
    {
        var tasks = new SortedDictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (var position in Positions(benchmark, ids))
        {
            var item = benchmark.Items[position];
            var (name, index) = task is null ? (Field(item, TaskField), Index(item)) : (task, position);
            if (!tasks.TryGetValue(name, out var indices)) tasks.Add(name, indices = []);
            if (!indices.Add(index)) throw new SparseEvalException($"Item '{item.Id}' claims position {index} of task '{name}', which another drawn item has. Positions count the rows of one leaf task.");
        }
        return new JsonObject(tasks.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)new JsonArray([.. t.Value.Select(i => (JsonNode)i)])))).ToJsonString();
    }

    /// <summary>The value of inspect's <c>--sample-id</c>: ids with commas between them, in the benchmark's order. Inspect takes them for patterns of file names, so that <c>[</c>, <c>*</c> and <c>?</c> stand in brackets.</summary>
    /// <exception cref="SparseEvalException">Two ids are the same number, or one holds a comma or white space at an end, which inspect would read as another id.</exception>
    public static string InspectSampleId(Benchmark benchmark, IEnumerable<string> ids)
    {
        string[] drawn = [.. Positions(benchmark, ids).Select(position => benchmark.Items[position].Id)];
        if (AlikeInInspect(benchmark, [.. drawn]) is var (one, other)) throw new SparseEvalException($"Items '{one}' and '{other}' are one to --sample-id, which reads ids of digits as numbers. Rename one, or set sample_id in Python.");
        return drawn.FirstOrDefault(id => id.Contains(',', StringComparison.Ordinal) || id.Trim() != id) is { } unfit
            ? throw new SparseEvalException($"Item '{unfit}' cannot be named by --sample-id, which takes ids apart at commas. Rename it, or set sample_id in Python.") : string.Join(',', drawn.Select(id => Regex.Replace(id, @"[\[*?]", "[$0]")));
    }

    /// <summary>The value of promptfoo's <c>--filter-pattern</c>: a regular expression that fits the descriptions of exactly the drawn tests, where a test's description is the item's id.</summary>
    /// <exception cref="SparseEvalException">The expression would be longer than a command line takes.</exception>
    public static string PromptfooFilter(Benchmark benchmark, IEnumerable<string> ids)
    {
        var pattern = $"^(?:{string.Join('|', Positions(benchmark, ids).Select(position => Escaped(benchmark.Items[position].Id)))})$";
        return pattern.Length <= LongestArgument ? pattern
            : throw new SparseEvalException($"The filter would be {pattern.Length} characters long, more than a command line takes. Draw fewer items, or give the tests shorter descriptions.");
    }

    private static (string, string)? AlikeInInspect(Benchmark benchmark, HashSet<string> drawn)
    {
        var numbers = benchmark.Items.Select(item => item.Id).Where(id => id.Length > 0 && id.All(char.IsAsciiDigit)).GroupBy(id => id.TrimStart('0'), StringComparer.Ordinal);
        return numbers.FirstOrDefault(same => same.Skip(1).Any() && same.Any(drawn.Contains)) is { } alike ? (alike.First(), alike.ElementAt(1)) : null;
    }

    private static IEnumerable<int> Positions(Benchmark benchmark, IEnumerable<string> ids) => ids.Select(id => benchmark.IndexOf(id) is >= 0 and var position ? position
        : throw new SparseEvalException($"Item '{id}' is not in benchmark '{benchmark.Name}'.")).Distinct().Order();

    private static string Field(Item item, string name) => item.Fields.TryGetValue(name, out var text) ? text
        : throw new SparseEvalException($"Item '{item.Id}' has no field '{name}'. lm-evaluation-harness finds items by their leaf task and row: give each item '{TaskField}' and '{DocField}', or name one task whose rows the benchmark's lines are.");

    private static int Index(Item item) => int.TryParse(Field(item, DocField), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index
        : throw new SparseEvalException($"Item '{item.Id}' has {DocField} '{item[DocField]}'; give the row in the task's evaluation split, from 0.");

    // JavaScript's expressions know these characters alone; an escaped letter or space would mean something else there.
    private static string Escaped(string id) => Regex.Replace(id, @"[\\^$.*+?()\[\]{}|/]", @"\$0");
}
