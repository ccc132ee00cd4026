using System.Diagnostics;
using SparseEval.Onnx;

namespace SparseEval.Bench.Tokenizers;

/// <summary>One tokenizer on one corpus.</summary>
internal static class Measurement
{
    public static string Of(string file, Corpus corpus)
    {
        var tokenizer = TokenizerFile.Read(file);
        // The first texts only make the compiler finish; another tokenizer then starts without having seen a word.
        foreach (var text in corpus.Texts.Take(2000)) tokenizer.EncodePlain(text);
        tokenizer = TokenizerFile.Read(file);
        var (tokens, allocated, time, busy) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        foreach (var text in corpus.Texts) tokens += tokenizer.EncodePlain(text).Length;
        var (seconds, processor) = (time.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var name = Path.GetFileName(file).Replace(".tokenizer.json", "", StringComparison.Ordinal);
        return FormattableString.Invariant($"{name,-44} {corpus.Name,-22} {corpus.Bytes / 1e6 / seconds,8:0.0} {corpus.Bytes / 1e6 / processor,9:0.0} {tokens / seconds,12:N0} {(double)corpus.Bytes / tokens,14:0.00} {(double)allocated / tokens,18:0.0}");
    }
}
