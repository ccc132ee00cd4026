using System.Diagnostics;

namespace SparseEval.Onnx;

/// <summary>A decoder opened in ONNX Runtime: one forward pass at a time over buffers that are used again. For one caller.</summary>
internal sealed unsafe class DecoderSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly IPassRunner _run;
    private readonly IKeyValueMemory _keyValues;
    private readonly NativeBuffer _nothing = new();
    private readonly float[] _logits;
    private readonly LogProbabilities _probabilities;
    private readonly DeviceScores? _scores;
    private TimeSpan _passTime;

    /// <summary>Opens a graph.</summary>
    /// <exception cref="SparseEvalException">It is not a decoder that can be run.</exception>
    /// <param name="source">The model's files.</param>
    /// <param name="graph">The graph changed, or null: as it stands in its file.</param>
    /// <param name="target">The provider, and where key/values are to stay.</param>
    public DecoderSession(DecoderSource source, ReadOnlyMemory<byte>? graph, SessionTarget target)
    {
        var path = source.Folder.OnnxPath;
        var api = target.Api;
        (_api, Quantized) = (api, source.IsQuantized);
        _session = graph is { } changed ? target.CreateSession(changed) : target.CreateSession(path);
        Traffic = target.Provider == "cpu" ? null : new Traffic(api);
        Memory = target.Memory;
        try
        {
            Layout = new LayoutReader(path, source.Config, api.Inputs(_session), api.Outputs(_session)).Read();
            _keyValues = target.Memory is null ? new ProcessorKeyValues(api, Layout.Past) : new DeviceKeyValues(Layout.Past, target, Traffic);
            _run = target.Memory is not { } memory ? new PlainRun(api, _session, Layout.InputNames, Layout.OutputNames, Traffic)
                : new BoundRun(api, _session, Layout.InputNames, [.. Layout.OutputNames.Select(name => (name, true))], memory, Traffic);
            _scores = target.Memory is null ? null : new DeviceScores(Layout.Logits.Type, Layout.Vocabulary, target, Traffic);
        }
        catch
        {
            _keyValues?.Dispose();
            _run?.Dispose();
            _session.Dispose();
            throw;
        }
        Inputs = new PassInputs(api, Layout);
        (_logits, _probabilities) = (new float[Layout.Vocabulary], new LogProbabilities(Layout.Vocabulary));
    }

    public DecoderLayout Layout { get; }

    /// <summary>Whether rows of different lengths may share a batch, padding hidden by mask and positions; see <see cref="PaddingProbe"/>.</summary>
    public bool PadsRows { get; set; }

    /// <summary>Whether several rows may each run several tokens after a past in one pass.</summary>
    public bool ContinuesRows { get; set; }

    /// <summary>Whether most weights are of 8 or 4 bits.</summary>
    public bool Quantized { get; }

    /// <summary>The device's memory in which key/values stay, or null: in the processor's.</summary>
    public DeviceMemory? Memory { get; }

    /// <summary>What passes through the processor's memory, where the provider has its own; else null.</summary>
    public Traffic? Traffic { get; }

    /// <summary>Time in the runtime's passes so far.</summary>
    public TimeSpan PassTime => _passTime + (_scores?.Time ?? TimeSpan.Zero);

    /// <summary>Ids, mask and positions of the next pass.</summary>
    public PassInputs Inputs { get; }

    /// <summary>Begins to fill in a pass: its rows, the past's positions, and tokens a row.</summary>
    public PassRows Begin(int rows, int past, int length) => new(Inputs, rows, past, length);

    /// <summary>A past of no tokens.</summary>
    public KeyValues EmptyPast(int rows) =>
        new([.. Layout.Past.Select(p => _api.CreateTensor(_nothing.Reserve(0), 0, p.Shape(rows, 0), p.Type))], rows, 0);

    /// <inheritdoc cref="IKeyValueMemory.Compose"/>
    public KeyValues Compose(ReadOnlySpan<KeptRow> rows) => _keyValues.Compose(rows);

    /// <inheritdoc cref="IKeyValueMemory.Repeat"/>
    public KeyValues Repeat(KeyValues beginning, int rows) => _keyValues.Repeat(beginning, rows);

    /// <summary>One forward pass over the ids, mask and positions filled in before.</summary>
    /// <param name="past">Key/values of the tokens before; its rows are the pass's rows. The caller disposes of it.</param>
    /// <param name="length">Tokens a row, at least 1.</param>
    /// <param name="wanted">Positions whose logits are wanted, row x length + column, in the order in which they will be read.</param>
    public ForwardPass Run(KeyValues past, int length, IReadOnlyList<int> wanted)
    {
        var own = Inputs.Tensors(past.Rows, past.Length, length, wanted);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var outputs = _run.Run([.. own, .. past.Tensors]);
            _passTime += Stopwatch.GetElapsedTime(started);
            int[] rows = Layout.Rows is null ? [.. wanted] : [.. Enumerable.Range(0, wanted.Count)];
            IPassLogits logits = _scores is null
                ? new ProcessorLogits(new LogitRows(Layout.Logits.Type, _api.Data(outputs[0]), Layout.Vocabulary, _logits), rows, _probabilities)
                : new DeviceLogits(_scores, outputs[0], rows);
            return new ForwardPass(outputs, logits, new KeyValues(outputs[1..], past.Rows, past.Length + length));
        }
        finally
        {
            foreach (var tensor in own) tensor.Dispose();
        }
    }

    /// <summary>Whether a pass of three tokens, as at opening, still runs: false of a device that is lost.</summary>
    public bool StillRuns()
    {
        try
        {
            Begin(1, 0, 3).Set(0, [1, 2, 3], 0);
            using var nothing = EmptyPast(1);
            using var pass = Run(nothing, 3, [2]);
            return true;
        }
        catch (OrtException problem)
        {
            return problem.IsOutOfMemory;
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _scores?.Dispose();
        _keyValues.Dispose();
        _session.Dispose();
        Inputs.Dispose();
        _nothing.Dispose();
    }
}
