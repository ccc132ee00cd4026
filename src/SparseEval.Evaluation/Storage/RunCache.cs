namespace SparseEval.Evaluation;

/// <summary>
/// The response cache as one run sees it. Items may ask the same question: an answer that this run itself got is not found again for a second item,
/// since whether it is there in time depends on how far the engine is, and records of equal runs would differ.
/// </summary>
/// <param name="cache">Shared with other runs.</param>
/// <param name="engine">What runs; its description and what it would read are part of every key.</param>
/// <param name="asked">Questions that an earlier process of this run asked the engine, with what was read.</param>
internal sealed class RunCache(ResponseCache cache, IInferenceEngine engine, IEnumerable<(EngineRequest Request, string? Content)> asked)
{
    private readonly EngineDescription _description = engine.Description;
    private readonly HashSet<string> _asked = [.. asked.Select(question => Key(engine.Description, question.Request, question.Content))];

    /// <summary>The answer of another run, or null. For one caller at a time.</summary>
    public Completion? Find(EngineRequest request)
    {
        var content = engine.ContentOf(request);
        var key = Key(_description, request, content);
        if (_asked.Contains(key)) return null;
        var found = cache.Find(_description, request, content);
        if (found is null) _asked.Add(key);
        return found;
    }

    /// <summary>Keeps the engine's answers.</summary>
    public void Add(IReadOnlyList<(EngineRequest Request, Completion Completion)> answers) => cache.Add(_description, answers);

    private static string Key(EngineDescription engine, EngineRequest request, string? content) => Convert.ToHexStringLower(CacheKey.Of(engine, request, content));
}
