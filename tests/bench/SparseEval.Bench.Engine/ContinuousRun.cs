using System.Globalization;
using SparseEval.Evaluation;
using SparseEval.Onnx;

namespace SparseEval.Bench.Engine;

/// <summary>Texts of 16 to 160 tokens, spread evenly on the logarithm: rows that enter as others leave, against batches that run until their longest text ends.</summary>
internal sealed class ContinuousRun(Settings settings)
{
    private const int Texts = 256, Shortest = 16, Spread = 10;

    public async Task PrintAsync()
    {
        var source = DecoderSource.Open(settings.Model);
        using var session = ProviderChoice.Open(OrtApi.Default, source, ["cpu"], new SessionPlace(settings.Threads)).Session;
        var tokenizer = TokenizerCatalog.Create(source.Config.Tokenizer, source.Folder.ConfigPath);
        var encoder = new RequestEncoder(tokenizer, source.Config, session.Layout.Vocabulary);
        // Nothing ends a text but its length, so that lengths are what is said.
        var pass = new GenerationPass(session, tokenizer, [], 512);
        Random random = new(7);
        var items = Enumerable.Range(0, Texts).Select(i => new GenerationRequest
        {
            ItemId = $"t{i}",
            Context = $"reverse {(char)('a' + (i % 26))}{i} =",
            MaxTokens = (int)Math.Round(Shortest * Math.Pow(Spread, random.NextDouble())),
        }).Select(encoder.Encode).ToList();
        var tokens = items.Sum(i => i.MaxTokens);
        Console.WriteLine($"{Texts} texts of {items.Min(i => i.MaxTokens)} to {items.Max(i => i.MaxTokens)} tokens ({tokens:N0} in all), {settings.Places} rows at once");
        Variant[] variants =
        [
            new("static: every row until the batch's longest ends", 0, () => Each(items, chunk => pass.Run(Longest(chunk), null, chunk.Length, CancellationToken.None))),
            new("static, rows that ended dropped", 0, () => Each(items, chunk => pass.Run(chunk, null, chunk.Length, CancellationToken.None))),
            new("continuous", 0, () => Task.FromResult(pass.Run(items, null, settings.Places, CancellationToken.None))),
        ];
        var seconds = await Rounds.RunAsync(variants, settings.Rounds);
        for (var i = 0; i < variants.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variants[i].Name,-50} {tokens / seconds[i].Wall,9:N0} tokens/s {seconds[0].Wall / seconds[i].Wall,6:0.00} of the first"));
    }

    private Task Each(List<EncodedRequest> items, Func<EncodedRequest[], Answer[]> run)
    {
        foreach (var chunk in items.Chunk(settings.Places)) run(chunk);
        return Task.CompletedTask;
    }

    private static EncodedRequest[] Longest(EncodedRequest[] chunk) => Array.ConvertAll(chunk, item => item with { MaxTokens = chunk.Max(c => c.MaxTokens) });
}
