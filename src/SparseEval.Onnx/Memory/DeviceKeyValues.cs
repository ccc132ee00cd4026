namespace SparseEval.Onnx;

/// <summary>
/// Composes on the device: a graph of Gather operators on the same provider picks the positions, so that of key/values their numbers alone pass through
/// the processor.
/// </summary>
internal sealed class DeviceKeyValues : IKeyValueMemory
{
    /// <summary>Rows that stay, and rows that enter.</summary>
    private const int MostSources = 2;

    private readonly List<GatherSession> _gathers = [];
    private readonly GatherIndices _indices;

    /// <param name="past">The tensors.</param>
    /// <param name="target">The provider and its memory.</param>
    /// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
    public DeviceKeyValues(IReadOnlyList<PastTensor> past, SessionTarget target, Traffic? traffic)
    {
        _indices = new GatherIndices(target.Api);
        try
        {
            for (var sources = 1; sources <= MostSources; sources++) _gathers.Add(new GatherSession(new GatherGraph(past, sources), target, traffic));
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
        var indices = _indices.Of(gather.Graph.Kinds, rows, sources, length);
        try
        {
            return new KeyValues(gather.Run([.. indices, .. sources.SelectMany(s => s.Tensors)]), rows.Length, length);
        }
        finally
        {
            foreach (var tensor in indices) tensor.Dispose();
        }
    }

    public KeyValues Repeat(KeyValues beginning, int rows) => Compose([.. Enumerable.Repeat(new KeptRow(beginning, 0, 0, beginning.Length), rows)]);

    public void Dispose()
    {
        foreach (var gather in _gathers) gather.Dispose();
        _indices.Dispose();
    }
}
