using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>The folder that holds journals, records and the response cache.</summary>
internal sealed class WorkFolder(SettingValues values)
{
    private readonly string _path = values.FullPath(KnownSettings.Work) ?? Path.GetFullPath(".sparseeval");

    /// <summary>Null where the user wants none. The caller disposes it.</summary>
    public ResponseCache? OpenCache() =>
        values.IsOn(KnownSettings.NoCache) ? null : ResponseCache.Open(Path.Combine(Directory.CreateDirectory(_path).FullName, "responses.db"));

    /// <summary>The folder of one run, named by what decides its numbers.</summary>
    public RunFolder Run(RunPlan plan, IScorer scorer, EngineDescription engine)
    {
        var planHash = (plan with { Scorer = scorer.Name }).Hash;
        var name = $"{engine.Model}-{engine.Provider}-{planHash[..8]}-{engine.ModelHash[..8]}";
        return new(Directory.CreateDirectory(Path.Combine(_path, "runs", name)).FullName);
    }
}
