using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>
/// Whether log-likelihoods tell continuations apart: those that are the same for every text, that do not depend on the question, or that are another each time would score at chance.
/// What no such request shows, a server that knows them and answers at random elsewhere, is not told.
/// </summary>
internal static class LikelihoodCheck
{
    /// <summary>Diagnostic: the server works and found the unlikely continuation likelier.</summary>
    public const string Code = "SPE0081";

    /// <summary>Repeats may differ by this share of what tells the options apart: servers that put other requests into the batch differ in the last digits.</summary>
    private const double Noise = 0.1;

    private static readonly LogLikelihoodRequest Choice = new() { ItemId = "probe", Context = "The capital of France is", Continuations = [" Paris", " xylophone"] };
    private static readonly LogLikelihoodRequest Letters = new() { ItemId = "probe", Context = "Is Paris in France? A: yes. B: no. Answer:", Continuations = [" A", " B"] };

    /// <summary>Three requests, or four where tokens have to be counted: one question twice, and its options after another one.</summary>
    public static async Task<(ProbeFinding Finding, TokenUsage Usage)> AskAsync(OpenAiAnswers answers, LogLikelihoodSource source, CancellationToken cancellationToken)
    {
        var usage = default(TokenUsage);
        try
        {
            var finding = await AskAsync(source == LogLikelihoodSource.Echo, AnsweredAsync).ConfigureAwait(false);
            return (finding with { Detail = finding.Detail + (answers.CountsContext ? "; its tokens do not spell their text, so those of each question are counted by asking for it alone too" : "") }, usage);
        }
        catch (ServerFaultException fault)
        {
            fault.Spent += usage;
            throw;
        }

        async Task<IReadOnlyList<double>> AnsweredAsync(LogLikelihoodRequest request)
        {
            var answer = await answers.LogLikelihoodsAsync(request, cancellationToken, learn: true).ConfigureAwait(false);
            usage += answer.Usage;
            return answer.Logs!;
        }
    }

    /// <param name="takesTexts">False where options must be single tokens.</param>
    /// <param name="ask">Log-likelihoods of a question's options.</param>
    public static async Task<ProbeFinding> AskAsync(bool takesTexts, Func<LogLikelihoodRequest, Task<IReadOnlyList<double>>> ask)
    {
        var request = takesTexts ? Choice : Letters;
        var first = await ask(request).ConfigureAwait(false);
        if (Math.Abs(first[0] - first[1]) < 1e-9)
            return new(false, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' and '{request.Continuations[1]}' got the same log-likelihood {first[0]:0.###}"));
        var again = await ask(request).ConfigureAwait(false);
        if (Difference(first, again) > (Noise * Math.Abs(first[0] - first[1])) + 1e-9)
            return new(false, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' and '{request.Continuations[1]}' got {Text(first)} after '{request.Context}', and {Text(again)} when the same was asked again"));
        var other = await ask(request with { Context = takesTexts ? "Wooden bars are struck with mallets to play the" : "Is Paris in Finland? A: yes. B: no. Answer:" }).ConfigureAwait(false);
        return Difference(first, other) < 1e-9 && Difference(again, other) < 1e-9
            ? new(false, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' and '{request.Continuations[1]}' got {Text(first)} after one question as after another"))
            : new(true, string.Create(CultureInfo.InvariantCulture, $"'{request.Continuations[0]}' {first[0]:0.##}, '{request.Continuations[1]}' {first[1]:0.##} after '{request.Context}'{(first[0] < first[1] ? Reversed : "")}"));
    }

    /// <summary>What a report says of a check that passed the wrong way round; null where it did not.</summary>
    public static Diagnostic? Remark(ProbeFinding? passed) => passed?.Detail.Contains(Reversed, StringComparison.Ordinal) == true ? new(Code, DiagnosticSeverity.Warning,
        $"The server's log-probabilities depend on the text, but not as a language model's do: {passed.Detail}. Scores may be at chance; look at some of the answers.") : null;

    private const string Reversed = ", which is the wrong way round";

    private static double Difference(IReadOnlyList<double> left, IReadOnlyList<double> right) => left.Zip(right, (a, b) => Math.Abs(a - b)).Max();

    private static string Text(IReadOnlyList<double> logs) => string.Create(CultureInfo.InvariantCulture, $"{logs[0]:0.###} and {logs[1]:0.###}");
}
