using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SparseEval.TestKit;

/// <summary>How a <see cref="ScriptedServer"/> behaves.</summary>
public sealed record ScriptedServerOptions
{
    /// <summary>How long every answer takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>False generates where it was asked to echo, as some servers do.</summary>
    public bool Echoes { get; init; } = true;

    /// <summary>True takes <c>logprob_token_ids</c> and has a tokenizer.</summary>
    public bool NamesTokens { get; init; }

    /// <summary>True lists the likeliest tokens of the next position where it is asked to.</summary>
    public bool ListsTopTokens { get; init; } = true;

    /// <summary>Called first with the request's number, from 1; true where it has answered by itself.</summary>
    public Func<int, HttpContext, Task<bool>>? Misbehave { get; init; }

    /// <summary>Changes a good answer before it is sent.</summary>
    public Func<JsonObject, JsonObject>? Twist { get; init; }
}
