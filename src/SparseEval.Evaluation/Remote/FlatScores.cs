using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>Log-likelihoods that do not depend on the text: a server that gives every token one number favours the option of the fewest tokens, and its sums alone do not show it.</summary>
internal static class FlatScores
{
    private const double Rounding = 1e-9;

    /// <remarks>Two options of as many tokens tie now and then where a server counts in 16 bits: they are an answer, and constant servers are refused by the check before the first item.</remarks>
    /// <exception cref="RefusedRequestException">There are three options or more, or two of unlike lengths, and all have the same log-likelihood a token. Another attempt would say the same.</exception>
    public static double[] Refused(double[] logs, IReadOnlyList<int> tokens)
    {
        double[] each = [.. logs.Zip(tokens, (log, count) => log / count)];
        return logs.Length < 2 || (logs.Length == 2 && tokens[0] == tokens[1]) || Array.Exists(each, log => Math.Abs(log - each[0]) > Rounding * Math.Max(1, Math.Abs(each[0]))) ? logs
            : throw new RefusedRequestException(string.Create(CultureInfo.InvariantCulture, $"every option got the same log-likelihood a token ({each[0]:0.###}), which tells nothing"));
    }
}
