namespace SparseEval.Onnx;

/// <summary>
/// Composes on the device: a graph of Gather operators on the same provider picks the positions, so that of key/values their numbers alone pass through
/// the processor.
/// </summary>
internal sealed unsafe class DeviceKeyValues : IKeyValueMemory
{
    /// <summary>Rows that stay, and rows that enter.</summary>
    private const int MostSources = 2;

    private readonly OrtApi _api;
    private readonly List<Gather> _gathers = [];
    private readonly NativeBuffer _places = new();

    /// <param name="past">The tensors.</param>
    /// <param name="target">The provider and its memory.</param>
    /// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
    public DeviceKeyValues(IReadOnlyList<PastTensor> past, SessionTarget target, Traffic? traffic)
    {
        _api = target.Api;
        try
        {
            for (var sources = 1; sources <= MostSources; sources++) _gathers.Add(new Gather(new GatherGraph(past, sources), target, traffic));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public KeyValues Compose(ReadOnlySpan<KeptRow> rows)
    {
        var (sources, length) = (new List<KeyValues>(MostSources), 0);
        foreach (var row in rows)
        {
            if (!sources.Contains(row.Source)) sources.Add(row.Source);
            length = Math.Max(length, row.Count);
        }
        if (sources.Count > MostSources) throw new ArgumentException($"Rows of {sources.Count} key/values cannot be put together, {MostSources} at most.", nameof(rows));
        var gather = _gathers[sources.Count - 1];
        var places = Places(gather.Graph.Kinds, rows, sources, length);
        try
        {
            return new KeyValues(gather.Run.Run([.. places, .. sources.SelectMany(s => s.Tensors)]), rows.Length, length);
        }
        finally
        {
            foreach (var tensor in places) tensor.Dispose();
        }
    }

    public KeyValues Repeat(KeyValues beginning, int rows) => Compose([.. Enumerable.Repeat(new KeptRow(beginning, 0, 0, beginning.Length), rows)]);

    public void Dispose()
    {
        foreach (var gather in _gathers) gather.Dispose();
        _places.Dispose();
    }

    private OrtHandle[] Places(IReadOnlyList<(int Blocks, int Heads)> kinds, ReadOnlySpan<KeptRow> rows, List<KeyValues> sources, int length)
    {
        var (counts, at, from) = (new int[kinds.Count], 0, 0);
        for (var i = 0; i < counts.Length; i++) counts[i] = checked(kinds[i].Blocks * rows.Length * kinds[i].Heads * length);
        var memory = _places.Span<int>(counts.Sum());
        for (var i = 0; i < counts.Length; at += counts[i++]) Fill(memory.Slice(at, counts[i]), kinds[i], rows, sources, length);
        var tensors = new OrtHandle[counts.Length];
        for (var i = 0; i < counts.Length; from += counts[i++])
        {
            long[] shape = kinds[i].Blocks == 1 ? [rows.Length, kinds[i].Heads, length] : [kinds[i].Blocks, rows.Length, kinds[i].Heads, length];
            tensors[i] = _api.CreateTensor((int*)_places.Reserve(0) + from, (long)counts[i] * sizeof(int), shape, TensorType.Int32);
        }
        return tensors;
    }

    private static void Fill(Span<int> places, (int Blocks, int Heads) kind, ReadOnlySpan<KeptRow> rows, List<KeyValues> sources, int length)
    {
        var at = 0;
        for (var block = 0; block < kind.Blocks; block++)
        {
            foreach (var row in rows)
            {
                var first = 0;
                foreach (var source in sources)
                {
                    if (source == row.Source) break;
                    first = checked(first + (kind.Blocks * source.Rows * kind.Heads * source.Length));
                }
                for (var head = 0; head < kind.Heads; head++)
                {
                    var cell = checked(first + (((((block * row.Source.Rows) + row.Row) * kind.Heads) + head) * row.Source.Length) + row.From);
                    // Before a shorter row's first stands its first again, which is as finite as the row itself.
                    for (var i = row.Count - length; i < row.Count; i++) places[at++] = cell + Math.Max(0, i);
                }
            }
        }
    }

    /// <summary>A session of the graph.</summary>
    private sealed class Gather : IDisposable
    {
        private readonly OrtHandle _session;

        public Gather(GatherGraph graph, SessionTarget target, Traffic? traffic)
        {
            Graph = graph;
            _session = target.CreateSession(graph.Write());
            try
            {
                Run = new BoundRun(target.Api, _session, graph.Inputs, [.. graph.Outputs.Select(o => (o, true))], target.Memory!, traffic);
            }
            catch
            {
                _session.Dispose();
                throw;
            }
        }

        public GatherGraph Graph { get; }

        public BoundRun Run { get; }

        public void Dispose()
        {
            Run.Dispose();
            _session.Dispose();
        }
    }
}
