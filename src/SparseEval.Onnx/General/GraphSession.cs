namespace SparseEval.Onnx;

/// <summary>A graph with one input for items, of numbers or of token ids, and one output.</summary>
internal sealed unsafe class GraphSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly GraphOutput _output;
    private readonly GraphTensor[] _given;
    private readonly NameTable _inputNames, _outputNames;

    /// <exception cref="SparseEvalException">An input or output is not there or not of a kind that can be worked with.</exception>
    public GraphSession(GraphEngineOptions options, SessionTarget target)
    {
        var api = _api = target.Api;
        _session = target.CreateSession(options.ModelPath);
        try
        {
            TensorInfo[] inputs = api.Inputs(_session), outputs = api.Outputs(_session);
            Input = Find(inputs, options.Input ?? (inputs.Any(i => i.Name == "input_ids") ? "input_ids" : inputs[0].Name), options.ModelPath,
                TensorType.Float32, TensorType.Int64, TensorType.Int32, TensorType.Float16, TensorType.Float64);
            _output = new GraphOutput(Find(outputs, options.Output ?? outputs[0].Name, options.ModelPath, TensorType.Float32, TensorType.Float16, TensorType.Float64), options);
            // Beside token ids, encoders take a mask and often types, which are 0 for a single text.
            TensorInfo[] given = [Input, .. inputs.Where(i => i.Name != Input.Name)];
            if (given.Skip(1).FirstOrDefault(i => !IsText || i.Name is not ("attention_mask" or "token_type_ids") || !GraphTensor.TakesIds(i.Type)) is { } strange)
                throw new SparseEvalException($"The model '{options.ModelPath}' wants the input '{strange}' besides '{Input.Name}', which is not known.");
            (_inputNames, _outputNames) = (new NameTable([.. given.Select(i => i.Name)]), new NameTable([_output.Info.Name]));
            _given = Array.ConvertAll(given, i => new GraphTensor(api, i));
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    public TensorInfo Input { get; }

    /// <summary>Whether the input takes token ids.</summary>
    public bool IsText => GraphTensor.TakesIds(Input.Type);

    /// <summary>Whether texts of different lengths may share a pass, a mask hiding the padding.</summary>
    public bool HidesPadding => Array.Exists(_given, g => g.Input.Name == "attention_mask");

    /// <summary>Vectors of items given by their numbers, all of one shape.</summary>
    public float[][] Run(ItemArray[] items)
    {
        using var tensor = _given[0].Of<double>([.. items.SelectMany(i => i.Values)], [items.Length, .. items[0].Shape]);
        return Run([tensor], items.Length, _ => int.MaxValue);
    }

    /// <summary>Vectors of texts in tokens, of one length where nothing <see cref="HidesPadding"/>; padding is left out of averages.</summary>
    public float[][] Run(int[][] items)
    {
        var length = items.Max(i => i.Length);
        var tensors = new List<OrtHandle>(_given.Length);
        try
        {
            foreach (var given in _given)
            {
                var data = new long[items.Length * length];
                for (var row = 0; row < items.Length; row++)
                    for (var i = 0; i < items[row].Length; i++) data[row * length + i] = given == _given[0] ? items[row][i] : given.Input.Name == "attention_mask" ? 1 : 0;
                tensors.Add(given.Of<long>(data, [items.Length, length]));
            }
            return Run([.. tensors], items.Length, row => items[row].Length);
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
        foreach (var given in _given) given.Dispose();
    }

    private float[][] Run(OrtHandle[] tensors, int rows, Func<int, int> tokens)
    {
        using var output = _api.Run(_session, _inputNames, tensors, _outputNames)[0];
        var vectors = new GraphRows(_output.Info.Type, _api.Data(output), _output.Checked(_api.Shape(output), rows));
        return [.. Enumerable.Range(0, rows).Select(row => vectors.Average(row, tokens(row)))];
    }

    private static TensorInfo Find(TensorInfo[] among, string name, string path, params ReadOnlySpan<TensorType> types)
    {
        var found = Array.Find(among, t => t.Name == name) ?? throw new SparseEvalException($"The model '{path}' has no '{name}'; it has {string.Join(", ", among.Select(t => t.Name))}.");
        return types.Contains(found.Type) ? found : throw new SparseEvalException($"The model '{path}' has '{found}', where {string.Join(" or ", types.ToArray())} is expected.");
    }
}
