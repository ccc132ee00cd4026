namespace SparseEval.Evaluation;

/// <summary>Language models that grade answers.</summary>
public static class Judges
{
    /// <summary>
    /// The model, with every generated answer graded by a judge: an engine whose completions carry scores, for the scorer <see cref="Scorers.Given"/>. A judge's scores are not the
    /// truth: correct them with grades that you trust (<see cref="JudgeCorrection"/>).
    /// </summary>
    /// <param name="model">Answers; disposed of with the result.</param>
    /// <param name="judge">Grades, by any engine that generates text; disposed of with the result.</param>
    /// <param name="benchmark">Questions and reference answers.</param>
    /// <param name="options">Rubric and scale, or answers to compare with; null for the defaults.</param>
    /// <exception cref="SparseEvalException">The rubric lacks a place, or the grades are no scale.</exception>
    public static IInferenceEngine Of(IInferenceEngine model, IInferenceEngine judge, Benchmark benchmark, JudgeOptions? options = null) =>
        new JudgedEngine(model, new JudgeSide(judge), benchmark, options ?? new());
}
