namespace SparseEval.Evaluation;

/// <summary>
/// The response cache as one run sees it. Items may ask the same question: an answer that this run itself got is not found again for a second item,
/// since whether it is there in time depends on how far the engine is, and records of equal runs would differ.
/// </summary>
/// <param name="cache">Shared with other runs.</param>
/// <param name="engine">What runs; part of every key.</param>
/// <param name="asked">Questions that an earlier process of this run asked the engine.</param>
internal sealed class RunCache(ResponseCache cache, EngineDescription engine, IEnumerable<EngineRequest> asked)
{
    private readonly HashSet<string> _asked = [.. asked.Select(request => Key(engine, request))];

    /// <summary>The answer of another run, or null. For one caller at a time.</summary>
    public Completion? Find(EngineRequest request)
    {
        var key = Key(engine, request);
        if (_asked.Contains(key)) return null;
        var found = cache.Find(engine, request);
        if (found is null) _asked.Add(key);
        return found;
    }

    /// <summary>Keeps the engine's answers.</summary>
    public void Add(IReadOnlyList<(EngineRequest Request, Completion Completion)> answers) => cache.Add(engine, answers);

    private static string Key(EngineDescription engine, EngineRequest request) => Convert.ToHexStringLower(CacheKey.Of(engine, request));
}
