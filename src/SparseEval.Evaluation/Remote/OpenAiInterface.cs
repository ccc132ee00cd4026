namespace SparseEval.Evaluation;

/// <summary>The server's interface.</summary>
public enum OpenAiInterface
{
    /// <summary><c>/completions</c>: the prompt as it stands.</summary>
    Completions,

    /// <summary><c>/chat/completions</c>: the prompt as a user's message, in the model's chat template. Generates text; gives no log-likelihoods.</summary>
    Chat,
}
