using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>A graph's session with all that an engine has to know of it.</summary>
/// <param name="Session">On the first provider that runs it.</param>
/// <param name="Tokenizer">Of texts; null where items are numbers.</param>
/// <param name="Description">As it stands in records.</param>
internal sealed record OpenedGraph(GraphSession Session, ITokenizer? Tokenizer, EngineDescription Description)
{
    /// <inheritdoc cref="Engines.Onnx" path="/exception"/>
    public static OpenedGraph Open(GraphEngineOptions options, OrtApi api)
    {
        options.Validate();
        if (!File.Exists(options.ModelPath)) throw new SparseEvalException($"The model '{options.ModelPath}' does not exist; give the path of an .onnx file.");
        var weights = OnnxWeights.Read(options.ModelPath);
        var place = SessionPlace.Of(options);
        var (session, provider, attempts) = ProviderTrial.Open(api, options.ModelPath, options.Providers, place, target => new GraphSession(options, target));
        try
        {
            var folder = session.IsText ? ModelFolder.Open(options.ModelPath) : new ModelFolder(Path.GetFileNameWithoutExtension(options.ModelPath), options.ModelPath, [options.ModelPath]);
            var tokenizer = session.IsText ? TokenizerCatalog.Create(ModelConfig.Read(folder).Tokenizer, folder.ConfigPath) : null;
            return new OpenedGraph(session, tokenizer, new EngineDescription
            {
                Name = "onnx-graph",
                Model = folder.Name,
                ModelHash = Identity(folder.Hash(weights.Files), options),
                Provider = provider,
                Precision = weights.Precision,
                Threads = place.Threads,
                RuntimeVersion = $"ONNX Runtime {api.Version}",
                Parameters = weights.Parameters,
                Attempts = attempts,
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>How items become inputs, so that answers from before the closing tokens of texts are not taken for answers of now.</summary>
    private const string Inputs = "inputs 2";

    /// <summary>The graph's hash and everything by which the same graph answers otherwise; the files that prompts name are told with each request.</summary>
    private static string Identity(string hash, GraphEngineOptions options) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [hash, Inputs, options.Answer.ToString(), options.Input ?? "", options.Output ?? "", options.Files ?? "", .. options.PixelMean.Concat(options.PixelDeviation).Select(n => n.ToString("R", CultureInfo.InvariantCulture)), .. options.Labels]))));
}
