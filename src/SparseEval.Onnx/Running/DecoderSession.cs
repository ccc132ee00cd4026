namespace SparseEval.Onnx;

/// <summary>A decoder opened in ONNX Runtime: one forward pass at a time over buffers that are used again. For one caller.</summary>
internal sealed unsafe class DecoderSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly NameTable _inputNames, _outputNames;
    private readonly NativeBuffer[] _integers = [new(), new(), new()];
    private readonly NativeBuffer _selected = new();
    private readonly NativeBuffer _nothing = new();
    private readonly OrtHandle[] _inputs;

    /// <summary>Opens a graph with session options that already name a provider.</summary>
    public DecoderSession(OrtApi api, string path, OrtHandle options)
    {
        _api = api;
        _session = api.CreateSession(path, options);
        try
        {
            Layout = DecoderLayout.From(path, api.Inputs(_session), api.Outputs(_session));
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        _inputNames = new NameTable(Layout.InputNames);
        _outputNames = new NameTable(Layout.OutputNames);
        _inputs = new OrtHandle[Layout.InputNames.Count];
    }

    public DecoderLayout Layout { get; }

    /// <summary>Token ids of the next pass, [rows, length] row by row; contents are what the last pass left.</summary>
    public Span<long> Ids(int rows, int length) => _integers[0].Span<long>(rows * length);

    /// <summary>1 where a key may be attended to, [rows, past + length].</summary>
    public Span<long> Mask(int rows, int total) => _integers[1].Span<long>(rows * total);

    /// <summary>Position of each token in its row's own text, [rows, length]; padding takes any valid one.</summary>
    public Span<long> Positions(int rows, int length) => _integers[2].Span<long>(rows * length);

    /// <summary>A past of no tokens.</summary>
    public KeyValues EmptyPast(int rows)
    {
        var tensors = new OrtHandle[2 * Layout.Layers];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = _api.CreateTensor(_nothing.Reserve(0), 0, [rows, Layout.Heads, 0, Layout.HeadWidth], TensorType.Float32);
        return new KeyValues(tensors, rows, 0);
    }

    /// <summary>Copies rows of key/values, some perhaps several times, into memory of this session; valid until the next selection from another.</summary>
    public KeyValues Select(KeyValues source, ReadOnlySpan<int> rows)
    {
        var rowBytes = (long)Layout.Heads * source.Length * Layout.HeadWidth * sizeof(float);
        var tensorBytes = rowBytes * rows.Length;
        var memory = _selected.Reserve(tensorBytes * source.Tensors.Length);
        var tensors = new OrtHandle[source.Tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            var from = _api.Data(source.Tensors[i]);
            var to = memory + i * tensorBytes;
            for (var r = 0; r < rows.Length; r++) Buffer.MemoryCopy(from + rows[r] * rowBytes, to + r * rowBytes, rowBytes, rowBytes);
            tensors[i] = _api.CreateTensor(to, tensorBytes, [rows.Length, Layout.Heads, source.Length, Layout.HeadWidth], TensorType.Float32);
        }
        return new KeyValues(tensors, rows.Length, source.Length);
    }

    /// <summary>One forward pass over the ids, mask and positions filled in before.</summary>
    /// <param name="past">Key/values of the tokens before; its rows are the pass's rows. The caller disposes of it.</param>
    /// <param name="length">Tokens a row, at least 1.</param>
    public ForwardPass Run(KeyValues past, int length)
    {
        var integers = Layout.IntegerTypes.Count;
        try
        {
            for (var i = 0; i < integers; i++) _inputs[i] = CreateIntegers(i, past.Rows, i == 1 ? past.Length + length : length);
            past.Tensors.CopyTo(_inputs, integers);
            var outputs = _api.Run(_session, _inputNames, _inputs, _outputNames);
            return new ForwardPass(outputs, (float*)_api.Data(outputs[0]), length, Layout.Vocabulary, new KeyValues(outputs[1..], past.Rows, past.Length + length));
        }
        finally
        {
            for (var i = 0; i < integers; i++) _inputs[i]?.Dispose();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _inputNames.Dispose();
        _outputNames.Dispose();
        foreach (var buffer in _integers) buffer.Dispose();
        _selected.Dispose();
        _nothing.Dispose();
    }

    private OrtHandle CreateIntegers(int input, int rows, int columns)
    {
        var count = rows * columns;
        var longs = (long*)_integers[input].Reserve(count * sizeof(long));
        if (Layout.IntegerTypes[input] == TensorType.Int64)
            return _api.CreateTensor(longs, (long)count * sizeof(long), [rows, columns], TensorType.Int64);
        // Narrowed in place: reading runs ahead of writing.
        var integers = (int*)longs;
        for (var i = 0; i < count; i++) integers[i] = (int)longs[i];
        return _api.CreateTensor(integers, (long)count * sizeof(int), [rows, columns], TensorType.Int32);
    }
}
