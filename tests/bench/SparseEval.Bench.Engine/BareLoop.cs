using System.Diagnostics;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>A session's passes over requests turned into tokens beforehand: no completions, no costs, no tasks.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly IReadOnlyList<EngineBatch> _plan;
    private readonly EncodedRequest[][] _batches;
    private readonly DecoderSession _session;
    private readonly SharedPast _beginnings;
    private readonly LogLikelihoodPass _choices;
    private readonly GenerationPass _texts;
    private readonly int _places = new OnnxEngineOptions { ModelPath = "" }.MaxBatch;

    public BareLoop(Settings settings, IReadOnlyList<EngineBatch> plan)
    {
        var source = DecoderSource.Open(settings.Model);
        var (folder, config) = (source.Folder, source.Config);
        _session = ProviderChoice.Open(OrtApi.Default, source, [settings.Provider], new SessionPlace(settings.Threads)).Session;
        var tokenizer = TokenizerCatalog.Create(config.Tokenizer, folder.ConfigPath);
        var encoder = new RequestEncoder(tokenizer, config, _session.Layout.Vocabulary);
        (_plan, _batches) = (plan, [.. plan.Select(b => b.Requests.Select(encoder.Encode).ToArray())]);
        _choices = new LogLikelihoodPass(_session, new PassLimits(new OnnxEngineOptions { ModelPath = settings.Model }));
        _texts = new GenerationPass(_session, tokenizer, config.EndTokens, new OnnxEngineOptions { ModelPath = settings.Model }.TokenBudget);
        _beginnings = new SharedPast(_session, memoryLimit: null);
    }

    /// <summary>Share of the loop's time in which the provider ran a pass, of its last round.</summary>
    public double PassShare { get; private set; }

    public Task RunAsync()
    {
        var (started, before) = (Stopwatch.GetTimestamp(), _session.PassTime);
        for (var i = 0; i < _batches.Length; i++)
        {
            var items = _batches[i];
            var past = _plan[i].SharedTokens > 0 ? _beginnings.Of(items[0].Shared.AsSpan(0, _plan[i].SharedTokens)).Past : null;
            _ = items[0].IsGeneration ? _texts.Run(items, past, _places, CancellationToken.None) : _choices.Run(items, past);
        }
        PassShare = (_session.PassTime - before) / Stopwatch.GetElapsedTime(started);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _beginnings.Dispose();
        _session.Dispose();
    }
}
