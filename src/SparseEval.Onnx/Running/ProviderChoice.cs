using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A decoder opened on the first provider that runs it: small passes, some with past key/values, are part of the trial.</summary>
/// <param name="Session">The session.</param>
/// <param name="Provider">Its provider.</param>
/// <param name="Attempts">Providers before it, and why not.</param>
/// <param name="Unbound">Why key/values do not stay on the device, in the runtime's words; null where they do, and where the provider has no memory of its own.</param>
internal sealed record ProviderChoice(DecoderSession Session, string Provider, IReadOnlyList<ProviderAttempt> Attempts, string? Unbound)
{
    /// <inheritdoc cref="ProviderTrial.Open"/>
    public static ProviderChoice Open(OrtApi api, DecoderSource source, IReadOnlyList<string> providers, SessionPlace place)
    {
        // A limit holds for one session's pool, and what is put together on the device lies in another's.
        var bind = place.KeyValuesOnDevice ?? (place.MemoryLimit is null ? null : false);
        var (opened, provider, attempts) = ProviderTrial.Open(api, source.Folder.OnnxPath, providers, place, target => OpenSession(source, target, bind));
        return new ProviderChoice(opened.Session, provider, attempts, opened.Unbound);
    }

    /// <summary>Opens a decoder on one provider, its key/values on the provider's own memory where that works.</summary>
    /// <param name="source">The model's files.</param>
    /// <param name="target">The provider.</param>
    /// <param name="bind">Whether they are to stay there, on the processor's memory if the provider has no other; null: where the provider can.</param>
    public static (DecoderSession Session, string? Unbound) OpenSession(DecoderSource source, SessionTarget target, bool? bind)
    {
        if (source.Weights.Files.Count > 0) target = target.With("session.model_external_initializers_file_folder_path", Path.GetDirectoryName(source.Folder.OnnxPath)!);
        var bound = bind switch { true => target with { Memory = target.Memory ?? DeviceMemory.Processor }, false => target with { Memory = null }, _ => target };
        if (bound.Memory is null) return (OpenGraph(source, bound), bind is false ? "as asked, or for the memory limit's sake" : null);
        try
        {
            return (OpenGraph(source, bound), null);
        }
        catch (OrtException problem) when (bind is null && !problem.IsModelFault)
        {
            return (OpenGraph(source, target with { Memory = null }), problem.Message);
        }
    }

    private static DecoderSession OpenGraph(DecoderSource source, SessionTarget target)
    {
        if (source.WithLogitGather() is { } changed)
        {
            try
            {
                return Probed(new DecoderSession(source, changed, target));
            }
            catch (OrtException)
            {
                // As it stands in the file it may run nevertheless; if not, that error is the one to be told.
            }
        }
        return Probed(new DecoderSession(source, null, target));
    }

    private static DecoderSession Probed(DecoderSession session)
    {
        try
        {
            PaddingProbe.Run(session);
            if (session.Memory is not null) BindingProbe.Run(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
