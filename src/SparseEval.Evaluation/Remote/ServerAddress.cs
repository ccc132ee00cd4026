namespace SparseEval.Evaluation;

/// <summary>Addresses of servers stand in messages and records, so they may hold no secret; what is refused is not repeated either.</summary>
internal static class ServerAddress
{
    /// <exception cref="SparseEvalException">It is none, or holds a password or a query.</exception>
    public static void Require(Uri server)
    {
        if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https"))
            throw new SparseEvalException($"The server's address {(server.IsAbsoluteUri ? $"begins with '{server.Scheme}:' and " : "")}is no http or https address. Give one such as http://localhost:8000/v1.");
        if (server.UserInfo.Length > 0) throw new SparseEvalException("The server's address holds a user or password, which would stand in records. Put the key into an environment variable instead.");
        if (server.Query.Length > 0 || server.Fragment.Length > 0)
            throw new SparseEvalException("The server's address holds a query (what follows '?' or '#'), which requests do not carry on and which would stand in records. Leave it out; put a key into an environment variable.");
    }
}
