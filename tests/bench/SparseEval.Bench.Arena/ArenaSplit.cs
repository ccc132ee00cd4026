using System.Collections.Concurrent;
using System.Text.Json;

namespace SparseEval.Bench.Arena;

/// <summary>One split of a matrix: test models, the frame that the others make, and the item order of each draw.</summary>
internal sealed class ArenaSplit
{
    private readonly ConcurrentDictionary<int, int[]> _orders = [];

    private ArenaSplit(ArenaMatrix matrix, string name, string kind, int[] test, int[] source)
    {
        (Matrix, Name, Kind, Test) = (matrix, name, kind, test);
        Frame = new(matrix.Benchmark, matrix.History(source));
    }

    public ArenaMatrix Matrix { get; }

    /// <summary><c>random0</c> to <c>random4</c>, or <c>extrapolation</c>.</summary>
    public string Name { get; }

    public string Kind { get; }

    /// <summary>Rows of the test models in the matrix.</summary>
    public int[] Test { get; }

    public SamplingFrame Frame { get; }

    /// <summary>The protocol's item order of a draw.</summary>
    public int[] Order(int draw) => _orders.GetOrAdd(draw, d => ProtocolOrder.Perm($"{Matrix.Name}|{Name}|draw{d}", Matrix.Benchmark.Count));

    /// <summary>Reads the protocol's splits, and stops where this program's cleaning or permutations differ from them.</summary>
    public static IEnumerable<ArenaSplit> Read(ArenaMatrix matrix, string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        Require(root.GetProperty("models_in_order").EnumerateArray().Select(m => m.GetString()!).SequenceEqual(matrix.Models), matrix, "models");
        Require(root.GetProperty("n_items").GetInt32() == matrix.Benchmark.Count, matrix, "number of items");
        Require(root.GetProperty("items_in_order_last").GetString() == matrix.Benchmark.Items[^1].Id, matrix, "last item");
        var rows = matrix.Models.Index().ToDictionary(m => m.Item, m => m.Index, StringComparer.Ordinal);
        foreach (var split in root.GetProperty("splits").EnumerateArray())
        {
            int[] Rows(string key) => [.. split.GetProperty(key).EnumerateArray().Select(m => rows[m.GetString()!])];
            var made = new ArenaSplit(matrix, split.GetProperty("name").GetString()!, split.GetProperty("kind").GetString()!, Rows("test"), Rows("source"));
            Require(made.Order(0).Take(10).SequenceEqual(split.GetProperty("check_perm_draw0_first10").EnumerateArray().Select(i => i.GetInt32())), matrix, $"order of {made.Name}");
            Require(made.Test.Order().SequenceEqual(made.Expected().Order()), matrix, $"test models of {made.Name}");
            yield return made;
        }
    }

    private IEnumerable<int> Expected()
    {
        var models = Matrix.Models.Count;
        return Kind == "random" ? ProtocolOrder.Perm($"{Matrix.Name}|{Name}", models).Take(Math.Max(5, (int)Math.Floor(0.25 * models + 0.5)))
            : Enumerable.Range(0, models).OrderByDescending(m => Matrix.Truth[m]).Take(Math.Max(5, (int)Math.Floor(0.2 * models + 0.5)));
    }

    private static void Require(bool equal, ArenaMatrix matrix, string what)
    {
        if (!equal) throw new InvalidOperationException($"{matrix.Name}: {what} differ from the protocol's splits file.");
    }
}
