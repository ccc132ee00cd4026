namespace SparseEval.Onnx;

/// <summary>A decoder opened in ONNX Runtime: one forward pass at a time over buffers that are used again. For one caller.</summary>
internal sealed unsafe class DecoderSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly NameTable _inputNames, _outputNames;
    private readonly NativeBuffer _nothing = new();
    private readonly KeyValueBuffers _composed, _repeated;
    private readonly float[] _logits;

    /// <summary>Opens a graph.</summary>
    /// <exception cref="SparseEvalException">It is not a decoder that can be run.</exception>
    /// <param name="api">The runtime.</param>
    /// <param name="source">The model's files.</param>
    /// <param name="graph">The graph changed, or null: as it stands in its file.</param>
    /// <param name="options">Session options that already name a provider.</param>
    public DecoderSession(OrtApi api, DecoderSource source, ReadOnlyMemory<byte>? graph, OrtHandle options)
    {
        var path = source.Folder.OnnxPath;
        (_api, Quantized) = (api, source.IsQuantized);
        _session = graph is { } changed ? api.CreateSession(changed, options) : api.CreateSession(path, options);
        try
        {
            Layout = new LayoutReader(path, source.Config, api.Inputs(_session), api.Outputs(_session)).Read();
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        Inputs = new PassInputs(api, Layout);
        _inputNames = new NameTable(Layout.InputNames);
        _outputNames = new NameTable(Layout.OutputNames);
        (_composed, _repeated) = (new KeyValueBuffers(api, Layout.Past), new KeyValueBuffers(api, Layout.Past));
        _logits = new float[Layout.Vocabulary];
    }

    public DecoderLayout Layout { get; }

    /// <summary>Whether rows of different lengths may share a batch, padding hidden by mask and positions; see <see cref="PaddingProbe"/>.</summary>
    public bool PadsRows { get; set; }

    /// <summary>Whether several rows may each run several tokens after a past in one pass.</summary>
    public bool ContinuesRows { get; set; }

    /// <summary>Whether most weights are of 8 or 4 bits.</summary>
    public bool Quantized { get; }

    /// <summary>Ids, mask and positions of the next pass.</summary>
    public PassInputs Inputs { get; }

    /// <summary>Begins to fill in a pass: its rows, the past's positions, and tokens a row.</summary>
    public PassRows Begin(int rows, int past, int length) => new(Inputs, rows, past, length);

    /// <summary>A past of no tokens.</summary>
    public KeyValues EmptyPast(int rows) =>
        new([.. Layout.Past.Select(p => _api.CreateTensor(_nothing.Reserve(0), 0, p.Shape(rows, 0), p.Type))], rows, 0);

    /// <summary>
    /// Copies rows of key/values, some perhaps several times, into memory of this session, each ending at the last position and padded before its
    /// first; valid until the second composition after it.
    /// </summary>
    public KeyValues Compose(ReadOnlySpan<KeptRow> rows) => _composed.Compose(rows);

    /// <summary>
    /// A beginning's key/values once for each row, in memory of their own: rows may enter twice before the others run, and what stands in
    /// <see cref="Compose"/>'s two blocks is still needed then.
    /// </summary>
    public KeyValues Repeat(KeyValues beginning, int rows) => _repeated.Compose([.. Enumerable.Repeat(new KeptRow(beginning, 0, 0, beginning.Length), rows)]);

    /// <summary>One forward pass over the ids, mask and positions filled in before.</summary>
    /// <param name="past">Key/values of the tokens before; its rows are the pass's rows. The caller disposes of it.</param>
    /// <param name="length">Tokens a row, at least 1.</param>
    /// <param name="wanted">Positions whose logits are wanted, row x length + column, in the order in which they will be read.</param>
    public ForwardPass Run(KeyValues past, int length, IReadOnlyList<int> wanted)
    {
        var own = Inputs.Tensors(past.Rows, past.Length, length, wanted);
        try
        {
            var outputs = _api.Run(_session, _inputNames, [.. own, .. past.Tensors], _outputNames);
            var logits = new LogitRows(Layout.Logits.Type, _api.Data(outputs[0]), Layout.Vocabulary, _logits);
            return new ForwardPass(outputs, logits, Layout.Rows is null ? wanted : null, new KeyValues(outputs[1..], past.Rows, past.Length + length));
        }
        finally
        {
            foreach (var tensor in own) tensor.Dispose();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _inputNames.Dispose();
        _outputNames.Dispose();
        Inputs.Dispose();
        _nothing.Dispose();
        _composed.Dispose();
        _repeated.Dispose();
    }
}
