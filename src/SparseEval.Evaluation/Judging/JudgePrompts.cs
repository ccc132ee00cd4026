namespace SparseEval.Evaluation;

/// <summary>What a judge is asked, and how its reply is read.</summary>
internal static class JudgePrompts
{
    public const string Grading = """
        You grade an answer to a question.

        Question:
        {question}

        Reference answer:
        {reference}

        Answer to grade:
        {response}

        How good is the answer, from {least} (wrong or useless) to {most} (right and complete)? Reply with the whole number alone.
        Grade:
        """;

    public const string Pairing = """
        You compare two answers to a question.

        Question:
        {question}

        Reference answer:
        {reference}

        Answer A:
        {first}

        Answer B:
        {second}

        Which answer is better? Reply with A, B or tie alone.
        Better:
        """;

    /// <summary>Fills places in one pass, so that a text which looks like a place stays as it is.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> places)
    {
        var parts = template.Split('{');
        for (var i = 1; i < parts.Length; i++)
        {
            var end = parts[i].IndexOf('}', StringComparison.Ordinal);
            parts[i] = end > 0 && places.TryGetValue(parts[i][..end], out var text) ? text + parts[i][(end + 1)..] : "{" + parts[i];
        }
        return string.Concat(parts);
    }

    /// <summary>The first whole number of the reply, from 0 (lowest grade) to 1 (highest); null where there is none or it is out of range.</summary>
    public static double? Grade(string reply, int least, int most)
    {
        var start = reply.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0) return null;
        var end = start;
        while (end < reply.Length && char.IsAsciiDigit(reply[end])) end++;
        if (start > 0 && reply[start - 1] == '-') start--;
        return int.TryParse(reply.AsSpan(start, end - start), out var grade) && grade >= least && grade <= most ? (grade - least) / (double)(most - least) : null;
    }

    /// <summary>1 where A is better, 0 where B is, 0.5 for a tie; null where the reply says neither.</summary>
    public static double? Better(string reply)
    {
        var word = new string([.. reply.Trim().TrimStart('(', '*', '"', '\'').TakeWhile(char.IsLetter)]).ToUpperInvariant();
        return word switch { "A" => 1, "B" => 0, "TIE" => 0.5, _ => null };
    }
}
