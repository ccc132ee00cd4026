using System.Diagnostics;

namespace SparseEval.Onnx;

/// <summary>Works out on the device what is to be known of logits that lie there: of a vocabulary's hundred thousand numbers a position, one or two come back.</summary>
internal sealed unsafe class DeviceScores : IDisposable
{
    private readonly OrtApi _api;
    private readonly int _vocabulary;
    private readonly List<DeviceGraph> _graphs = [];
    private readonly DeviceGraph _fetch, _score, _likeliest;
    private readonly NativeBuffer _rows = new(), _cells = new();

    /// <param name="type">Of the logits.</param>
    /// <param name="vocabulary">Logits a position.</param>
    /// <param name="target">The provider and its memory.</param>
    /// <param name="traffic">Counts what passes through the processor's memory, or null.</param>
    public DeviceScores(TensorType type, int vocabulary, SessionTarget target, Traffic? traffic)
    {
        (_api, _vocabulary, MostRows) = (target.Api, vocabulary, int.MaxValue / vocabulary);
        var graphs = new LogitGraphs(type, vocabulary);
        try
        {
            _fetch = Open(graphs.Fetch(), [LogitGraphs.Logits, LogitGraphs.Rows], LogitGraphs.Picked);
            _score = Open(graphs.Score(), [LogitGraphs.Logits, LogitGraphs.Rows, LogitGraphs.Cells], LogitGraphs.Total, LogitGraphs.Chosen);
            _likeliest = Open(graphs.Likeliest(), [LogitGraphs.Logits, LogitGraphs.Rows], LogitGraphs.Total, LogitGraphs.Best);
        }
        catch
        {
            Dispose();
            throw;
        }

        DeviceGraph Open(ReadOnlyMemory<byte> graph, string[] inputs, params string[] outputs)
        {
            _graphs.Add(new DeviceGraph(graph, inputs, [.. outputs.Select(name => (name, false))], target, traffic));
            return _graphs[^1];
        }
    }

    /// <summary>Time in these graphs so far: a device may still be at the pass whose logits they read, so that it is the pass's.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Most rows that are scored together: those of which the cells' numbers are int32.</summary>
    public int MostRows { get; init; }

    /// <summary>Rows' logits as float32 in the processor's memory; the caller disposes of them.</summary>
    public OrtHandle Fetch(OrtHandle logits, ReadOnlySpan<int> rows) => Run(_fetch, logits, rows)[0];

    /// <summary>One of the rows that were fetched.</summary>
    public ReadOnlySpan<float> Row(OrtHandle fetched, int place) => new((float*)_api.Data(fetched) + ((long)place * _vocabulary), _vocabulary);

    /// <summary>Rows' natural logarithms of softmax.</summary>
    /// <param name="logits">[batch, sequence, vocabulary].</param>
    /// <param name="rows">Which of batch x sequence each place is.</param>
    /// <param name="wanted">Places and tokens, in the places' order.</param>
    public double[] LogProbabilities(OrtHandle logits, ReadOnlySpan<int> rows, IReadOnlyList<(int Place, int Token)> wanted)
    {
        var found = new double[wanted.Count];
        for (var (from, to) = (0, 0); from < found.Length; from = to)
        {
            var first = wanted[from].Place;
            while (to < found.Length && wanted[to].Place - first < MostRows) to++;
            var cells = _cells.Span<int>(to - from);
            for (var i = from; i < to; i++) cells[i - from] = ((wanted[i].Place - first) * _vocabulary) + wanted[i].Token;
            var outputs = Run(_score, logits, rows[first..(wanted[to - 1].Place + 1)], to - from);
            float* totals = (float*)_api.Data(outputs[0]), chosen = (float*)_api.Data(outputs[1]);
            for (var i = from; i < to; i++) found[i] = chosen[i - from] - Math.Log(totals[wanted[i].Place - first]);
            foreach (var output in outputs) output.Dispose();
        }
        return found;
    }

    /// <summary>Each row's token of the largest logit, or -1 where that is not finite.</summary>
    public int[] Likeliest(OrtHandle logits, ReadOnlySpan<int> rows)
    {
        var found = new int[rows.Length];
        if (found.Length == 0) return found;
        var outputs = Run(_likeliest, logits, rows);
        var totals = (float*)_api.Data(outputs[0]);
        var best = (long*)_api.Data(outputs[1]);
        for (var i = 0; i < found.Length; i++) found[i] = float.IsFinite(totals[i]) ? checked((int)best[i]) : -1;
        foreach (var output in outputs) output.Dispose();
        return found;
    }

    public void Dispose()
    {
        foreach (var graph in _graphs) graph.Dispose();
        _rows.Dispose();
        _cells.Dispose();
    }

    private OrtHandle[] Run(DeviceGraph graph, OrtHandle logits, ReadOnlySpan<int> rows, int? cells = null)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return Ran(graph, logits, rows, cells);
        }
        finally
        {
            Time += Stopwatch.GetElapsedTime(started);
        }
    }

    private OrtHandle[] Ran(DeviceGraph graph, OrtHandle logits, ReadOnlySpan<int> rows, int? cells)
    {
        rows.CopyTo(_rows.Span<int>(rows.Length));
        using var picked = Integers(_rows, rows.Length);
        if (cells is not { } count) return graph.Run(logits, picked);
        using var chosen = Integers(_cells, count);
        return graph.Run(logits, picked, chosen);
    }

    private OrtHandle Integers(NativeBuffer buffer, int count) => _api.CreateTensor(buffer.Reserve(0), (long)count * sizeof(int), [count], TensorType.Int32);
}
