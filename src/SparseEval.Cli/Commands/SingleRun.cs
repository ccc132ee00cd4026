using SparseEval.Cli.Composition;
using SparseEval.Cli.Output;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Commands;

/// <summary>One run with its journal, cache and progress display; its record is kept in the run's folder.</summary>
internal static class SingleRun
{
    public static async Task<(RunRecord Record, string Place)> RunAsync(
        VerbContext context, IInferenceEngine engine, RunPlan plan, CancellationToken cancellation)
    {
        var work = new WorkFolder(context.Values);
        var scorer = EngineComposer.Scorer(context.Values);
        var folder = work.Run(plan, scorer, engine.Description);
        var (resume, retry) = (context.Values.IsOn(KnownSettings.Resume), context.Values.IsOn(KnownSettings.RetryErrors));
        if (retry && !resume) throw new SparseEvalException($"{KnownSettings.RetryErrors.Flag} goes on with a run that has items without a score. Add {KnownSettings.Resume.Flag}, or leave it out.");
        var again = context.Values.Integer(KnownSettings.CheckDeterminism, least: 0) ?? 0;
        using var alone = folder.Lock();
        if (resume && !retry && File.Exists(folder.Record))
        {
            var finished = RunRecord.Read(folder.Record);
            if (again > 0 && finished.Determinism is null)
                throw new SparseEvalException($"This run is finished, and {KnownSettings.CheckDeterminism.Flag} was not asked of it. Leave out {KnownSettings.Resume.Flag}: answers come from the response cache, and the check alone is run.");
            new Evaluator(engine, scorer).RequireUnchanged(finished, plan.Frame.Benchmark);
            context.Error.WriteLine("sparseeval: this run is finished; nothing is left to resume. Its record follows.");
            return (finished, Place(folder));
        }
        PrepareJournal(context, folder, resume);
        using var cache = work.OpenCache();
        using var progress = ProgressDisplay.For(context.Error);
        var evaluator = new Evaluator(engine, scorer, new EvaluatorOptions
        {
            Cache = cache,
            JournalPath = folder.Journal,
            Resume = resume,
            RetryErrors = retry,
            CheckDeterminism = again,
            Probing = ProbeCosts.Take(context.Values, folder),
            Progress = progress,
        });
        var record = await evaluator.RunAsync(plan, cancellation);
        record.Write(folder.Record);
        return (record, Place(folder));
    }

    private static string Place(RunFolder folder)
    {
        var near = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Record);
        return near.StartsWith("..", StringComparison.Ordinal) ? folder.Record : near;
    }

    private static void PrepareJournal(VerbContext context, RunFolder folder, bool resume)
    {
        if (resume)
        {
            if (!File.Exists(folder.Journal)) context.Error.WriteLine("sparseeval: there is no earlier run of this plan to resume; starting it.");
            else if (folder.HasEmptyJournal) context.Error.WriteLine($"sparseeval: the journal '{folder.Journal}' is empty, so nothing of an earlier run can be resumed; starting it anew.");
            return;
        }
        var unfinished = File.Exists(folder.Journal) && !File.Exists(folder.Record);
        if (folder.SetAside(TimeProvider.System) is { } aside && unfinished)
            context.Error.WriteLine($"sparseeval: an unfinished run of this plan was set aside as {aside}; use --resume to continue one.");
    }
}
