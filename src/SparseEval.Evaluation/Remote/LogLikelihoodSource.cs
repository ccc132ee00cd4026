namespace SparseEval.Evaluation;

/// <summary>Where log-likelihoods of options come from.</summary>
public enum LogLikelihoodSource
{
    /// <summary>The prompt with each option is echoed with the log-probability of every token: works for options of any length.</summary>
    Echo,

    /// <summary>One generated position with the log-probabilities of named tokens (vLLM's <c>logprob_token_ids</c>): one pass for all options, each of which must be one token.</summary>
    TokenIds,

    /// <summary>The likeliest tokens of one generated position, by either interface: for options of one token that are among them; an option that is not has no log-likelihood, and its item none.</summary>
    TopTokens,
}
