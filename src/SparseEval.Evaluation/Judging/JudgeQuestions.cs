namespace SparseEval.Evaluation;

/// <summary>What a judge is asked about each answer: one grade, or of pairs the better one in both places.</summary>
internal sealed class JudgeQuestions
{
    private readonly JudgeOptions _options;

    public JudgeQuestions(JudgeOptions options)
    {
        _options = options;
        Template = options.Rubric ?? (options.Against is null ? JudgePrompts.Grading : JudgePrompts.Pairing);
        string[] needed = options.Against is null ? ["{response}"] : ["{first}", "{second}"];
        if (needed.FirstOrDefault(place => !Template.Contains(place, StringComparison.Ordinal)) is { } missing)
            throw new SparseEvalException($"The rubric has no place {missing}, so the judge would not see what it grades. Put it in.");
    }

    public string Template { get; }

    public JudgeQuestion[] Of(Item item, EngineRequest asked, string response)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["question"] = item.Prompt,
            ["reference"] = item.Answer,
            ["response"] = response,
            ["least"] = $"{_options.Least}",
            ["most"] = $"{_options.Most}",
        };
        if (_options.Against is not { } against) return [Question("", places)];
        if (!against.TryGetValue(item.Id, out var other)) throw new SparseEvalException($"There is no answer to compare with for item '{item.Id}'. Give one for every item.");
        return [Question("1", new(places) { ["first"] = response, ["second"] = other }), Question("2", new(places) { ["first"] = other, ["second"] = response })];

        JudgeQuestion Question(string place, Dictionary<string, string> filled) => new(item.Id, PartNames.Verdict(asked, place),
            new() { ItemId = $"{item.Id}\n{place}", Context = JudgePrompts.Fill(Template, filled), MaxTokens = _options.MaxTokens });
    }
}
