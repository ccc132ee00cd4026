using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>The folder that holds journals, records and the response cache.</summary>
internal sealed class WorkFolder(SettingValues values)
{
    /// <summary>File name of the response cache.</summary>
    public const string CacheName = "responses.db";

    private readonly string _path = PathOf(values);

    /// <summary>Where it is or would be; nothing is made.</summary>
    public static string PathOf(SettingValues values) => values.FullPath(KnownSettings.Work) ?? Path.GetFullPath(".sparseeval");

    /// <summary>Null where the user wants none. The caller disposes it.</summary>
    public ResponseCache? OpenCache() =>
        !values.IsOn(KnownSettings.NoCache) ? ResponseCache.Open(CachePath, new() { MaxBytes = ByteSize.Of(values, KnownSettings.CacheLimit) })
        : values.IsFlag(KnownSettings.CacheLimit) ? throw new SparseEvalException("--cache-limit has no effect beside --no-cache. Leave one of them out.") : null;

    /// <summary>The response cache's file; its folder is made.</summary>
    public string CachePath => Path.Combine(Make(_path), CacheName);

    /// <summary>The folder of one run, named by what decides its numbers.</summary>
    public RunFolder Run(RunPlan plan, IScorer scorer, EngineDescription engine)
    {
        var planHash = (plan with { Scorer = scorer.Name }).Hash;
        // A server's model may be called org/model.
        var name = $"{string.Concat(engine.Model.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'))}-{engine.Provider}-{planHash[..8]}-{engine.ModelHash[..8]}";
        return new(Make(Path.Combine(_path, "runs", name)));
    }

    /// <summary>The folders of two models that run on the same items, named by what decides the outcome of both.</summary>
    public (RunFolder Model, RunFolder Baseline) Pair(RunPlan plan, IScorer scorer, EngineDescription model, EngineDescription baseline)
    {
        var pair = Path.Combine(_path, "pairs", $"{(plan with { Scorer = scorer.Name }).Hash[..8]}-{model.ModelHash[..8]}-{model.Provider}-{baseline.ModelHash[..8]}-{baseline.Provider}");
        return (new(Make(Path.Combine(pair, "model"))), new(Make(Path.Combine(pair, "baseline"))));
    }

    private string Make(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"The work folder '{_path}' cannot be made or written to: {exception.Message.TrimEnd('.')}. Give another with {KnownSettings.Work.Flag}.", exception);
        }
    }
}
