using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Whether a server's log-likelihoods tell continuations apart: some give every one the same number, and everything would score at chance.</summary>
internal static class LikelihoodCheck
{
    private static readonly LogLikelihoodRequest Choice = new() { ItemId = "probe", Context = "The capital of France is", Continuations = [" Paris", " xylophone"] };
    private static readonly LogLikelihoodRequest Letters = new() { ItemId = "probe", Context = "Is Paris in France? A: yes. B: no. Answer:", Continuations = [" A", " B"] };

    /// <summary>One request, or two where tokens have to be counted.</summary>
    public static async Task<(ProbeFinding Finding, TokenUsage Usage)> AskAsync(OpenAiAnswers answers, LogLikelihoodSource source, CancellationToken cancellationToken)
    {
        var request = source == LogLikelihoodSource.Echo ? Choice : Letters;
        var answer = await answers.LogLikelihoodsAsync(request, cancellationToken, learn: true).ConfigureAwait(false);
        return (Finding(request, answer.Logs!, answers.CountsContext ? "; its tokens do not spell their text, so those of each question are counted by asking for it alone too" : ""), answer.Usage);
    }

    private static ProbeFinding Finding(LogLikelihoodRequest request, IReadOnlyList<double> logs, string remark) => Math.Abs(logs[0] - logs[1]) < 1e-9
        ? new(false, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' and '{request.Continuations[1]}' got the same log-likelihood {logs[0]:0.###}"))
        : new(true, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' {logs[0]:0.##}, '{request.Continuations[1]}' {logs[1]:0.##} after '{request.Context}'{remark}"));
}
