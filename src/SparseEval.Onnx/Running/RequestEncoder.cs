using SparseEval.Evaluation;

namespace SparseEval.Onnx;

/// <summary>Turns requests into tokens as lm-evaluation-harness does (<c>_encode_pair</c>), and says which cannot be run.</summary>
internal sealed class RequestEncoder(ITokenizer tokenizer, ModelConfig config, int vocabulary)
{
    public EncodedRequest Encode(EngineRequest request) => request switch
    {
        LogLikelihoodRequest choice => EncodeChoice(choice),
        GenerationRequest generation => EncodeGeneration(generation),
        _ => throw new ArgumentException($"Requests of type {request.GetType().Name} are not known.", nameof(request)),
    };

    private EncodedRequest EncodeChoice(LogLikelihoodRequest request)
    {
        if (request.Continuations.Count == 0) return Failed(request, "it asks for no continuation");
        // Spaces at the context's end belong to the continuation, where most tokenizers put them.
        var context = request.Context.TrimEnd();
        var spaces = request.Context[context.Length..];
        var contextTokens = Context(context);
        if (contextTokens is null) return Failed(request, "its context is empty, and the model has no token that begins or ends a sequence");
        // Of an empty context only what begins every text stands before the continuation.
        var textTokens = context.Length == 0 ? tokenizer.Encode("").Length : contextTokens.Length;
        var continuations = request.Continuations.Select(c => tokenizer.Encode(context + spaces + c)).Select(t => t[Math.Min(textTokens, t.Length)..]).ToArray();
        if (Array.FindIndex(continuations, c => c.Length == 0) is >= 0 and var empty) return Failed(request, $"its continuation {empty} has no tokens");

        var longest = continuations.Max(c => c.Length);
        // The last token of the longest is never run: no probability follows it.
        var common = Math.Min(CommonLength(continuations), longest - 1);
        int[] shared = [.. contextTokens, .. continuations[0].AsSpan(0, common)];
        return Checked(new EncodedRequest { Request = request, Shared = shared, ContextLength = contextTokens.Length, Continuations = continuations },
            contextTokens.Length + longest - 1);
    }

    private EncodedRequest EncodeGeneration(GenerationRequest request)
    {
        if (request.MaxTokens < 1) return Failed(request, $"it asks for {request.MaxTokens} tokens, at least 1 is needed");
        var context = Context(request.Context);
        if (context is null) return Failed(request, "its context is empty, and the model has no token that begins or ends a sequence");
        // The last token generated is not run, so one more fits than there are positions left.
        var room = config.Positions - context.Length + 1;
        return Checked(new EncodedRequest { Request = request, Shared = context, ContextLength = context.Length, MaxTokens = Math.Min(request.MaxTokens, Math.Max(1, room)) },
            context.Length);
    }

    private int[]? Context(string text)
    {
        var tokens = tokenizer.Encode(text);
        return tokens.Length > 0 ? tokens : config.Beginning is { } first ? [first] : null;
    }

    private EncodedRequest Checked(EncodedRequest encoded, int positions)
    {
        if (positions > config.Positions) return Failed(encoded.Request, $"it has {positions} tokens, the model reads at most {config.Positions}");
        var strange = Array.Find([encoded.Shared, .. encoded.Continuations], tokens => Outside(tokens) >= 0);
        return strange is null ? encoded : Failed(encoded.Request, $"its token {strange[Outside(strange)]} lies outside the model's vocabulary of {vocabulary}");
    }

    private int Outside(int[] tokens) => tokens.AsSpan().IndexOfAnyExceptInRange(0, vocabulary - 1);

    private static EncodedRequest Failed(EngineRequest request, string why) =>
        new() { Request = request, Error = $"The request for item '{request.ItemId}' cannot be run: {why}." };

    private static int CommonLength(int[][] sequences)
    {
        var common = sequences.Min(s => s.Length);
        foreach (var sequence in sequences.AsSpan(1))
            common = Math.Min(common, sequence.AsSpan().CommonPrefixLength(sequences[0]));
        return common;
    }
}
