using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary><c>sparseeval cache</c>: what the response cache holds, less of it, and whether it is sound.</summary>
internal static class CacheVerb
{
    public static Verb Verb { get; } = new("cache", "Lists (ls), shrinks (prune) or checks (verify) the response cache of a work folder.", RunAsync)
    {
        Arguments = "One of: ls, prune, verify.",
        ArgumentNames = ["ls", "prune", "verify"],
        Settings = [KnownSettings.Work, KnownSettings.CacheLimit, KnownSettings.OlderThan],
        Examples =
        [
            "sparseeval cache ls",
            "sparseeval cache prune --cache-limit 2GB",
            "sparseeval cache prune --older-than 30",
            "sparseeval cache verify",
        ],
    };

    private static Task<int> RunAsync(VerbContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Func<VerbContext, ResponseCache, int> work = context.Arguments switch
        {
            ["ls"] => List,
            ["prune"] => Prune,
            ["verify"] => Verify,
            _ => throw new SparseEvalException($"'{string.Join(' ', context.Arguments)}' is nothing that 'cache' does. Give one of: ls, prune, verify."),
        };
        if (context.Arguments[0] != "prune" && new[] { KnownSettings.CacheLimit, KnownSettings.OlderThan }.FirstOrDefault(context.Values.IsFlag) is { } flag)
            throw new SparseEvalException($"{flag.Flag} has no effect on 'cache {context.Arguments[0]}'. Leave it out.");
        var path = new WorkFolder(context.Values).CachePath;
        if (!File.Exists(path))
        {
            context.Output.WriteLine($"There is no response cache at {path}.");
            return Task.FromResult(ExitCode.Done);
        }
        using var cache = ResponseCache.Open(path);
        return Task.FromResult(work(context, cache));
    }

    private static int List(VerbContext context, ResponseCache cache)
    {
        context.Output.WriteLine($"{cache.Path}: {Quantity.Of(cache.Count, "answer")}, {Quantity.Si(new FileInfo(cache.Path).Length)}B on disk");
        context.Output.WriteLine();
        TextTable.Write(context.Output, ["model", "answers>", "texts>", "last used>"], cache.List().Select(model => (IReadOnlyList<string>)
        [
            model.Model.Length > 0 ? model.Model : "(of an earlier version)", Quantity.Count(model.Answers), $"{Quantity.Si(model.Bytes)}B", model.LastUsed is { } used ? $"{used:yyyy-MM-dd HH:mm} UTC" : "not noted",
        ]));
        return ExitCode.Done;
    }

    private static int Prune(VerbContext context, ResponseCache cache)
    {
        var (limit, days) = (ByteSize.Of(context.Values, KnownSettings.CacheLimit), context.Values.Integer(KnownSettings.OlderThan, least: 0));
        if (limit is null && days is null) throw new SparseEvalException("Nothing says what may go. Give --cache-limit SIZE or --older-than DAYS.");
        var removed = cache.Prune(days is { } count ? TimeProvider.System.GetUtcNow().AddDays(-count) : null, limit);
        context.Output.WriteLine($"{Quantity.Of(removed, "answer")} removed, {Quantity.Count(cache.Count)} kept in {Quantity.Si(new FileInfo(cache.Path).Length)}B");
        return ExitCode.Done;
    }

    private static int Verify(VerbContext context, ResponseCache cache)
    {
        var check = cache.Verify(remove: true);
        context.Output.WriteLine(check.IsSound ? $"{Quantity.Of(check.Answers, "answer")} read, all sound"
            : $"{Quantity.Of(check.Answers, "answer")} read, {check.Broken} broken and removed{(check.Complaint is { } text ? $"; SQLite says of the file: {text}. Delete it: only saved answers are lost" : "; they will be asked for again")}");
        return check.IsSound ? ExitCode.Done : ExitCode.InvalidSample;
    }
}
