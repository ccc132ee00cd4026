namespace SparseEval.Evaluation;

/// <summary>What a judge is asked.</summary>
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
}
