namespace SparseEval.Onnx;

/// <summary>A graph with one input for items, of numbers or of token ids, and one output of float32.</summary>
internal sealed unsafe class GraphSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly TensorInfo[] _given;
    private readonly NameTable _inputNames, _outputNames;
    private readonly NativeBuffer[] _memory;

    /// <exception cref="SparseEvalException">An input or output is not there or not of a kind that can be worked with.</exception>
    public GraphSession(GraphEngineOptions options, SessionTarget target)
    {
        var api = _api = target.Api;
        _session = target.CreateSession(options.ModelPath);
        try
        {
            TensorInfo[] inputs = api.Inputs(_session), outputs = api.Outputs(_session);
            Input = Find(inputs, options.Input ?? (inputs.Any(i => i.Name == "input_ids") ? "input_ids" : inputs[0].Name), options.ModelPath, TensorType.Float32, TensorType.Int64);
            var output = Find(outputs, options.Output ?? outputs[0].Name, options.ModelPath, TensorType.Float32);
            // Beside token ids, encoders take a mask and often types, which are 0 for a single text.
            _given = [Input, .. inputs.Where(i => i.Name != Input.Name)];
            if (_given.Skip(1).FirstOrDefault(i => !IsText || i.Name is not ("attention_mask" or "token_type_ids") || i.Type != TensorType.Int64) is { } strange)
                throw new SparseEvalException($"The model '{options.ModelPath}' wants the input '{strange}' besides '{Input.Name}', which is not known.");
            (_inputNames, _outputNames) = (new NameTable([.. _given.Select(i => i.Name)]), new NameTable([output.Name]));
            _memory = [.. _given.Select(_ => new NativeBuffer())];
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public TensorInfo Input { get; }

    /// <summary>Whether the input takes token ids.</summary>
    public bool IsText => Input.Type == TensorType.Int64;

    /// <summary>Vectors of items given by their numbers, all equally many.</summary>
    public float[][] Run(IReadOnlyList<float[]> items)
    {
        var length = items[0].Length;
        var data = _memory[0].Span<float>(items.Count * length);
        for (var i = 0; i < items.Count; i++) items[i].CopyTo(data[(i * length)..]);
        // One open dimension takes what the others leave.
        var known = Input.Shape.Skip(1).Where(d => d > 0).Aggregate(1L, (a, b) => a * b);
        long[] shape = [items.Count, .. Input.Shape.Skip(1).Select(d => d > 0 ? d : length / known)];
        using var tensor = _api.CreateTensor(_memory[0].Reserve(0), (long)items.Count * length * sizeof(float), shape, TensorType.Float32);
        return Run([tensor], items.Count, _ => int.MaxValue);
    }

    /// <summary>Vectors of texts in tokens; padding is masked, and left out of averages.</summary>
    public float[][] Run(IReadOnlyList<int[]> items)
    {
        var length = items.Max(i => i.Length);
        var tensors = new OrtHandle[_given.Length];
        for (var input = 0; input < tensors.Length; input++)
        {
            var data = _memory[input].Span<long>(items.Count * length);
            data.Clear();
            for (var row = 0; row < items.Count; row++)
                for (var i = 0; i < items[row].Length; i++) data[row * length + i] = input == 0 ? items[row][i] : _given[input].Name == "attention_mask" ? 1 : 0;
            tensors[input] = _api.CreateTensor(_memory[input].Reserve(0), (long)items.Count * length * sizeof(long), [items.Count, length], TensorType.Int64);
        }
        try
        {
            return Run(tensors, items.Count, row => items[row].Length);
        }
        finally
        {
            foreach (var tensor in tensors) tensor.Dispose();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _inputNames.Dispose();
        _outputNames.Dispose();
        foreach (var memory in _memory) memory.Dispose();
    }

    private float[][] Run(OrtHandle[] tensors, int rows, Func<int, int> tokens)
    {
        var outputs = _api.Run(_session, _inputNames, tensors, _outputNames);
        using var output = outputs[0];
        var shape = _api.Shape(output);
        if (shape.Length is < 1 or > 3 || shape[0] != rows) throw new OrtException(2, $"The output is of shape [{string.Join(", ", shape)}], where {rows} rows of one or two dimensions are expected.");
        var width = shape.Length == 1 ? 1 : (int)shape[^1];
        var vectors = shape.Length == 3 ? (int)shape[1] : 1;
        var data = (float*)_api.Data(output);
        return [.. Enumerable.Range(0, rows).Select(row => Average(new ReadOnlySpan<float>(data + ((long)row * vectors * width), vectors * width), width, Math.Min(vectors, tokens(row))))];
    }

    private static float[] Average(ReadOnlySpan<float> vectors, int width, int count)
    {
        var sum = vectors[..width].ToArray();
        for (var i = 1; i < count; i++)
            for (var j = 0; j < width; j++) sum[j] += vectors[i * width + j];
        return count <= 1 ? sum : Array.ConvertAll(sum, s => s / count);
    }

    private static TensorInfo Find(TensorInfo[] among, string name, string path, params ReadOnlySpan<TensorType> types)
    {
        var found = Array.Find(among, t => t.Name == name) ?? throw new SparseEvalException($"The model '{path}' has no '{name}'; it has {string.Join(", ", among.Select(t => t.Name))}.");
        return types.Contains(found.Type) ? found : throw new SparseEvalException($"The model '{path}' has '{found}', where {string.Join(" or ", types.ToArray())} is expected.");
    }
}
