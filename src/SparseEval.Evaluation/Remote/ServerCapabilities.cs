namespace SparseEval.Evaluation;

/// <summary>What a server can do with a model, found out by a handful of small requests.</summary>
public sealed record ServerCapabilities
{
    /// <summary>Models that the server lists; empty where it lists none.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Most tokens of prompt and answer together, or null where the server does not say.</summary>
    public required long? MaxContext { get; init; }

    /// <summary>Text by <c>/completions</c>.</summary>
    public required ProbeFinding Completions { get; init; }

    /// <summary>Text by <c>/chat/completions</c>.</summary>
    public required ProbeFinding Chat { get; init; }

    /// <summary>Log-likelihoods by echoed prompts that tell a likely continuation from an unlikely one: what multiple choice rests on.</summary>
    public required ProbeFinding Echo { get; init; }

    /// <summary>Log-probabilities of named tokens.</summary>
    public required ProbeFinding TokenIds { get; init; }

    /// <summary>Log-probabilities of the likeliest tokens by <c>/completions</c>: multiple choice where options are single tokens.</summary>
    public required ProbeFinding TopTokens { get; init; }

    /// <summary>The same by <c>/chat/completions</c>.</summary>
    public required ProbeFinding ChatTopTokens { get; init; }

    /// <summary>The same request three times gives the same answer; with other requests in the batch it may still differ.</summary>
    public required ProbeFinding Repeats { get; init; }

    /// <summary>The server says how many tokens came from its prefix cache.</summary>
    public required ProbeFinding PrefixCache { get; init; }

    /// <summary>What the probe itself took.</summary>
    public ComputeCost Cost { get; init; } = ComputeCost.Zero;

    /// <summary>Every finding by its name, in the order of a report.</summary>
    public IReadOnlyList<(string Name, ProbeFinding Finding)> Findings =>
        [("completions", Completions), ("chat", Chat), ("echo", Echo), ("token-ids", TokenIds), ("top-tokens", TopTokens), ("chat top-tokens", ChatTopTokens), ("repeats", Repeats), ("prefix-cache", PrefixCache)];

    /// <summary>Why these requests cannot be served by this server, or null: asked before anything is spent.</summary>
    /// <param name="options">Interface and source of log-likelihoods that would be used.</param>
    /// <param name="requests">What the benchmark will ask.</param>
    public string? Objection(OpenAiEngineOptions options, IEnumerable<EngineRequest> requests)
    {
        var kinds = requests.Select(request => request is LogLikelihoodRequest).Distinct().ToArray();
        if (kinds.Contains(true))
        {
            var (name, finding) = (options.LogLikelihoods, options.Interface) switch
            {
                (LogLikelihoodSource.TopTokens, OpenAiInterface.Chat) => ("log-probabilities of the likeliest tokens by chat", ChatTopTokens),
                (LogLikelihoodSource.TopTokens, _) => ("log-probabilities of the likeliest tokens", TopTokens),
                (_, OpenAiInterface.Chat) => ("", new(false, "")),
                (LogLikelihoodSource.TokenIds, _) => ("log-probabilities of named tokens", TokenIds),
                _ => ("echoed log-probabilities", Echo),
            };
            if (name.Length == 0) return "chat gives no log-likelihoods of options, and every multiple-choice item would fail; use the completions interface, or the likeliest tokens where options are single tokens";
            if (!finding.Works) return $"the server gives no usable {name}, and multiple choice would score at chance: {finding.Detail}";
        }
        var text = options.Interface == OpenAiInterface.Chat ? Chat : Completions;
        return kinds.Contains(false) && !text.Works ? $"the server generates no text: {text.Detail}" : null;
    }
}

/// <summary>One thing that was tried.</summary>
/// <param name="Works">It does what scoring needs.</param>
/// <param name="Detail">What was seen.</param>
public sealed record ProbeFinding(bool Works, string Detail);
