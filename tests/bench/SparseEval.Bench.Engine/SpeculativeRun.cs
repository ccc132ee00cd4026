using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>The benchmark's free answers with a draft model that guesses ahead, against the model alone: tokens a step and a second, the same texts.</summary>
internal sealed class SpeculativeRun(Settings settings, IScorer scorer, Benchmark benchmark)
{
    public async Task PrintAsync()
    {
        var source = DecoderSource.Open(settings.Model);
        using var session = ProviderChoice.Open(OrtApi.Default, source, ["cpu"], new SessionPlace(settings.Threads)).Session;
        var tokenizer = TokenizerCatalog.Create(source.Config.Tokenizer, source.Folder.ConfigPath);
        var encoder = new RequestEncoder(tokenizer, source.Config, session.Layout.Vocabulary);
        // Answers of the benchmark end after a few tokens; nothing but their length ends these.
        var items = benchmark.Items.Select(scorer.CreateRequest).OfType<GenerationRequest>().Take(128).Select(r => encoder.Encode(r with { MaxTokens = 48, Stop = [] })).ToList();
        var plain = new GenerationPass(session, tokenizer, [], 512);
        GeneratedRow NewRow(EncodedRequest item) => new(item, tokenizer, []);
        Console.WriteLine($"{items.Count} texts of 48 tokens, {settings.Places} rows at once, draft {Path.GetFileName(settings.Draft)}");
        var expected = plain.Run(items, null, settings.Places, CancellationToken.None);
        var passes = new List<SpeculativePass?> { null };
        var options = new OnnxEngineOptions { ModelPath = settings.Model, DraftModelPath = settings.Draft, Providers = ["cpu"], Threads = settings.Threads };
        foreach (var guesses in new[] { 2, 4, 8 })
        {
            var draft = DraftModel.Open(OrtApi.Default, options with { DraftTokens = guesses }, source.Config, session.Layout.Vocabulary, tokenizer)!;
            passes.Add(new SpeculativePass(session, new FlopCount(session.Layout, source.Config), draft, NewRow, 512));
        }
        var variants = passes.Select((pass, i) => new Variant(i == 0 ? "the model alone" : $"a draft's {1 << i} guesses a step", 0, () =>
        {
            var found = pass is null ? plain.Run(items, null, settings.Places, CancellationToken.None) : pass.Run(items, null, settings.Places, CancellationToken.None);
            return found.Zip(expected).All(pair => pair.First.Text == pair.Second.Text) ? Task.CompletedTask : throw new InvalidOperationException("A text differs from the model's own.");
        })).ToArray();
        var seconds = await Rounds.RunAsync(variants, settings.Rounds);
        for (var i = 0; i < variants.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variants[i].Name,-30} {items.Count * 48 / seconds[i].Wall,9:N0} tokens/s {seconds[0].Wall / seconds[i].Wall,6:0.00} of the first {(passes[i] is { } p ? (double)p.Tokens / p.Steps : 1),6:0.00} tokens a step"));
    }
}
