using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A decoder opened on the first provider that runs it: small passes, some with past key/values, are part of the trial.</summary>
internal sealed record ProviderChoice(DecoderSession Session, string Provider, IReadOnlyList<ProviderAttempt> Attempts)
{
    /// <inheritdoc cref="ProviderTrial.Open"/>
    public static ProviderChoice Open(OrtApi api, DecoderSource source, IReadOnlyList<string> providers, SessionPlace place)
    {
        var (session, provider, attempts) = ProviderTrial.Open(api, source.Folder.OnnxPath, providers, place, options => OpenSession(api, source, options));
        return new ProviderChoice(session, provider, attempts);
    }

    private static DecoderSession OpenSession(OrtApi api, DecoderSource source, OrtHandle options)
    {
        if (source.Weights.Files.Count > 0) api.AddConfigEntry(options, "session.model_external_initializers_file_folder_path", Path.GetDirectoryName(source.Folder.OnnxPath)!);
        if (source.WithLogitGather() is { } changed)
        {
            try
            {
                return Probed(new DecoderSession(api, source, changed, options));
            }
            catch (OrtException)
            {
                // As it stands in the file it may run nevertheless; if not, that error is the one to be told.
            }
        }
        return Probed(new DecoderSession(api, source, null, options));
    }

    private static DecoderSession Probed(DecoderSession session)
    {
        try
        {
            PaddingProbe.Run(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
