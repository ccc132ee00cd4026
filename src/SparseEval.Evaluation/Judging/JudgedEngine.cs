using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A model whose answers are graded by another model as they come; costs are those of both.</summary>
internal sealed class JudgedEngine : IInferenceEngine
{
    private readonly IInferenceEngine _model, _judge;
    private readonly Benchmark _benchmark;
    private readonly JudgeQuestions _questions;
    private readonly JudgeVerdicts _verdicts;

    public JudgedEngine(IInferenceEngine model, IInferenceEngine judge, Benchmark benchmark, JudgeOptions options)
    {
        options.Validate();
        (_model, _judge, _benchmark, _questions, _verdicts) = (model, judge, benchmark, new(options), new(options));
        // The cache knows neither the answers of the other side nor the items' reference answers but by this hash.
        var against = options.Against is null ? "" : string.Join('\n', options.Against.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}\t{a.Value}"));
        var identity = string.Join('\n', model.Description.ModelHash, judge.Description.ModelHash, benchmark.Fingerprint, options.Least, options.Most, options.MaxTokens, _questions.Template, against, JudgeReplies.Version);
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

    public ComputeCost Predict(EngineRequest request) => WithJudge(request, _model.Predict(request));

    public IReadOnlyList<ComputeCost> PredictTogether(IReadOnlyList<EngineRequest> requests) => [.. requests.Zip(_model.PredictTogether(requests), WithJudge)];

    public IReadOnlyList<EngineBatch> Plan(IReadOnlyList<EngineRequest> requests) => _model.Plan(requests);

    public async ValueTask<IReadOnlyList<Completion>> RunAsync(EngineBatch batch, CancellationToken cancellationToken)
    {
        var answers = await AnswerParts.AnswersAsync(batch, PartNames.Answer, open => _model.RunAsync(open, cancellationToken)).ConfigureAwait(false);
        var questions = answers.Zip(batch.Requests, (answer, request) => answer.Error is null && answer.Text is not null ? _questions.Of(ItemOf(request), request, answer.Text) : []).ToArray();
        var verdicts = await AskAsync([.. questions.SelectMany(q => q)], batch, cancellationToken).ConfigureAwait(false);
        return [.. answers.Zip(questions, (answer, asked) => _verdicts.Judged(answer, [.. asked.Select(q => verdicts[q.Request.ItemId])]))];
    }

    public ComputeCost CheckCost => _model.CheckCost + _judge.CheckCost;

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync().ConfigureAwait(false);
        await _judge.DisposeAsync().ConfigureAwait(false);
    }

    private ComputeCost WithJudge(EngineRequest request, ComputeCost model) =>
        _questions.Of(ItemOf(request), request, "").Aggregate(model, (cost, question) => cost + _judge.Predict(question.Request));

    private Item ItemOf(EngineRequest request) => _benchmark.Items[_benchmark.IndexOf(request.ItemId)];

    private async Task<Dictionary<string, Completion>> AskAsync(JudgeQuestion[] questions, EngineBatch batch, CancellationToken cancellationToken)
    {
        var parts = batch.Parts ?? new();
        var asked = questions.ToDictionary(question => question.Request.ItemId, StringComparer.Ordinal);
        var open = questions.Where(question => parts.Find(question.Item, question.Part) is null).Select(question => question.Request).ToArray();
        try
        {
            // Each that is answered is kept, whatever becomes of those beside it.
            foreach (var side in open.Length == 0 ? [] : _judge.Plan(open).Chunk(_judge.Parallelism))
            {
                batch.Stopping?.ThrowIfCancellationRequested();
                await Task.WhenAll(side.Select(KeepAsync)).ConfigureAwait(false);
            }
        }
        catch (EngineException problem)
        {
            throw new EngineException($"The judge cannot go on: {problem.Message}", problem) { LacksCapability = problem.LacksCapability };
        }
        return asked.ToDictionary(question => question.Key, question => parts.Find(question.Value.Item, question.Value.Part)!, StringComparer.Ordinal);

        async Task KeepAsync(EngineBatch part)
        {
            var stopped = part with { Stopping = batch.Stopping };
            foreach (var answer in AnswerCheck.Checked(part, await _judge.RunAsync(stopped, cancellationToken).ConfigureAwait(false))) parts.Keep(asked[answer.ItemId].Item, asked[answer.ItemId].Part, answer);
        }
    }
}
