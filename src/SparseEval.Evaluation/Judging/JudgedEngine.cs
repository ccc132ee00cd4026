using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A model whose answers are graded by another model as they come; costs are those of both.</summary>
internal sealed class JudgedEngine : IInferenceEngine
{
    private readonly IInferenceEngine _model, _judge;
    private readonly Benchmark _benchmark;
    private readonly JudgeOptions _options;
    private readonly string _template;

    public JudgedEngine(IInferenceEngine model, IInferenceEngine judge, Benchmark benchmark, JudgeOptions options)
    {
        options.Validate();
        (_model, _judge, _benchmark, _options) = (model, judge, benchmark, options);
        _template = options.Rubric ?? (options.Against is null ? JudgePrompts.Grading : JudgePrompts.Pairing);
        string[] needed = options.Against is null ? ["{response}"] : ["{first}", "{second}"];
        if (needed.FirstOrDefault(place => !_template.Contains(place, StringComparison.Ordinal)) is { } missing)
            throw new SparseEvalException($"The rubric has no place {missing}, so the judge would not see what it grades. Put it in.");
        // The cache knows neither the answers of the other side nor the items' reference answers but by this hash.
        var against = options.Against is null ? "" : string.Join('\n', options.Against.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}\t{a.Value}"));
        var identity = string.Join('\n', model.Description.ModelHash, judge.Description.ModelHash, benchmark.Fingerprint, options.Least, options.Most, options.MaxTokens, _template, against, JudgeReplies.Version);
        Description = model.Description with
        {
            Name = $"{model.Description.Name}+judge",
            ModelHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
            RuntimeVersion = $"{model.Description.RuntimeVersion}; judged by {judge.Description.Model}",
        };
    }

    public EngineDescription Description { get; }

    public int Parallelism => _model.Parallelism;

    public bool Varies => _model.Varies;

    public IReadOnlyList<Diagnostic> Remarks => [.. _model.Remarks, .. _judge.Remarks];

    public string? ContentOf(EngineRequest request) => _model.ContentOf(request);

    public ComputeCost Predict(EngineRequest request)
    {
        var item = _benchmark.Items[_benchmark.IndexOf(request.ItemId)];
        return Questions(item, "").Aggregate(_model.Predict(request), (cost, question) => cost + _judge.Predict(question));
    }

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => _model.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        var answers = (await _model.RunAsync(batch, cancellationToken).ConfigureAwait(false)).ToArray();
        var questions = answers.Select(answer => answer.Error is null && answer.Text is not null ? Questions(_benchmark.Items[_benchmark.IndexOf(answer.ItemId)], answer.Text) : []).ToArray();
        var verdicts = await AskAsync([.. questions.SelectMany(q => q)], cancellationToken).ConfigureAwait(false);
        return [.. answers.Select((answer, i) => Judged(answer, [.. questions[i].Select(q => verdicts[q.ItemId])]))];
    }

    public ComputeCost CheckCost => _model.CheckCost + _judge.CheckCost;

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync().ConfigureAwait(false);
        await _judge.DisposeAsync().ConfigureAwait(false);
    }

    private GenerationRequest[] Questions(Item item, string response)
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

        GenerationRequest Question(string suffix, Dictionary<string, string> filled) =>
            new() { ItemId = $"{item.Id}\n{suffix}", Context = JudgePrompts.Fill(_template, filled), MaxTokens = _options.MaxTokens };
    }

    private async Task<Dictionary<string, Completion>> AskAsync(IReadOnlyList<GenerationRequest> questions, CancellationToken cancellationToken)
    {
        var verdicts = new Dictionary<string, Completion>(StringComparer.Ordinal);
        if (questions.Count == 0) return verdicts;
        var batches = _judge.Plan(questions).Chunk(_judge.Parallelism);
        foreach (var side in batches)
            foreach (var (batch, answers) in side.Zip(await Task.WhenAll(side.Select(batch => _judge.RunAsync(batch, cancellationToken).AsTask())).ConfigureAwait(false)))
                foreach (var answer in AnswerCheck.Checked(batch, answers)) verdicts.Add(answer.ItemId, answer);
        return verdicts;
    }

    /// <summary>An answer with its score; what the judge failed on has none, and what the model failed on keeps its error.</summary>
    private Completion Judged(Completion answer, IReadOnlyList<Completion> verdicts)
    {
        if (answer.Error is not null) return answer;
        if (answer.Text is null) return answer with { Error = "The model gave no text to judge: judge generated answers, not options." };
        var cost = verdicts.Aggregate(answer.Cost, (sum, verdict) => sum + verdict.Cost);
        if (verdicts.FirstOrDefault(verdict => verdict.Error is not null) is { } failed) return answer with { Cost = cost, Error = $"The judge failed: {failed.Error}" };
        double?[] scores = [.. verdicts.Select((verdict, i) => _options.Against is null ? JudgeReplies.Grade(verdict.Text ?? "", _options.Least, _options.Most)
            : JudgeReplies.Better(verdict.Text ?? "") is { } better ? (i == 0 ? better : 1 - better) : null)];
        var unread = Array.FindIndex(scores, score => score is null);
        return unread < 0 ? answer with { Cost = cost, Score = scores.Average(), Verdicts = _options.Against is null ? null : [.. scores.Select(score => score!.Value)] }
            : answer with { Cost = cost, Error = Unread(verdicts[unread].Text ?? "") };
    }

    private string Unread(string reply) => JudgeReplies.Said(reply) is { } said
        ? $"The judge's reply '{Short(said.Trim())}' holds no {(_options.Against is null ? $"grade from {_options.Least} to {_options.Most}" : "verdict A, B or tie")} on a line of its own."
        : $"The judge's reply ends after {_options.MaxTokens} tokens while it still thinks. Let it answer without thinking, or give it more tokens.";

    private static string Short(string text) => text.Length <= 60 ? text.ReplaceLineEndings(" ") : text[..60].ReplaceLineEndings(" ") + "...";
}
