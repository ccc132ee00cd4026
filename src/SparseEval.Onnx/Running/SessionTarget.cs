namespace SparseEval.Onnx;

/// <summary>What sessions are opened on.</summary>
/// <param name="Api">The runtime.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="NewOptions">
/// Makes session options that name the provider. Each session has its own: WebGPU's context is counted by options, and let go by sessions (ONNX Runtime
/// 1.30), so that the second of two sessions with the same options would end the process when it is released.
/// </param>
/// <param name="Memory">Memory of its own, in which tensors are to stay; null where they lie in the processor's.</param>
internal sealed record SessionTarget(OrtApi Api, string Provider, Func<OrtHandle> NewOptions, DeviceMemory? Memory)
{
    /// <summary>What is done to a session once it is opened.</summary>
    public Func<OrtHandle, OrtHandle> Finish { get; init; } = session => session;

    /// <summary>The same with one more configuration entry.</summary>
    public SessionTarget With(string key, string value) => this with
    {
        NewOptions = () =>
        {
            var options = NewOptions();
            Api.AddConfigEntry(options, key, value);
            return options;
        },
    };

    /// <summary>Opens a model file; weights beside it are found.</summary>
    public OrtHandle CreateSession(string path)
    {
        using var options = NewOptions();
        return Finish(Api.CreateSession(path, options));
    }

    /// <summary>Opens a model in memory, which is copied.</summary>
    public OrtHandle CreateSession(ReadOnlyMemory<byte> model)
    {
        using var options = NewOptions();
        return Finish(Api.CreateSession(model, options));
    }
}
