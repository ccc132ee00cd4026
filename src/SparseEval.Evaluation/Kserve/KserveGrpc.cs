namespace SparseEval.Evaluation;

/// <summary>The KServe protocol by gRPC.</summary>
internal sealed class KserveGrpc(KserveEngineOptions options, ServerClient client) : IKserveTransport
{
    public Diagnostic? Remark => client.Concurrency.Remark;

    private const string Service = "inference.GRPCInferenceService/";

    private byte[] Model => KserveMessages.Named(options.Model, options.Version);

    public Task<KserveModel> DescribeAsync(CancellationToken cancellationToken) => client.CallAsync(Service + "ModelMetadata", Model, KserveMessages.Model, cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        await client.CallAsync(Service + "ServerLive", [], KserveMessages.Flag, cancellationToken).ConfigureAwait(false)
        && await client.CallAsync(Service + "ServerReady", [], KserveMessages.Flag, cancellationToken).ConfigureAwait(false)
        && await client.CallAsync(Service + "ModelReady", Model, KserveMessages.Flag, cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<KserveTensor>> InferAsync(string id, IReadOnlyList<KserveTensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken) =>
        client.CallAsync(Service + "ModelInfer", KserveMessages.Infer(options.Model, options.Version, id, inputs, outputs), message => KserveMessages.Outputs(message, id), cancellationToken);

    public void Dispose() => client.Dispose();
}
