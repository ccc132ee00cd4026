namespace SparseEval.Evaluation;

/// <summary>Asks a server of the KServe protocol whether it and a model are ready, and what the model takes and gives; nothing is run.</summary>
public static class KserveProbe
{
    /// <summary>Four small requests.</summary>
    /// <returns>Ready or not, and inputs and outputs as <c>name: TYPE [shape]</c>.</returns>
    /// <exception cref="EngineException">The server cannot be reached, refuses the key, or has no such model.</exception>
    public static async Task<(bool Ready, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)> RunAsync(KserveEngineOptions options, CancellationToken cancellationToken = default)
    {
        options.Validate();
        using var transport = RemoteEngines.Transport(options with { Attempts = Math.Min(3, options.Attempts) });
        var model = await transport.DescribeAsync(cancellationToken).ConfigureAwait(false);
        return (await transport.IsReadyAsync(cancellationToken).ConfigureAwait(false), [.. model.Inputs.Select(Text)], [.. model.Outputs.Select(Text)]);
    }

    private static string Text(KserveTensorInfo tensor) => $"{tensor.Name}: {tensor.Datatype} [{string.Join(",", tensor.Shape)}]";
}
