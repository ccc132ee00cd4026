using SparseEval.Cli.Composition;
using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Commands;

/// <summary>The journals of two models that run on the same items; all stages of one command go on with them, and so does a later command with <c>--resume</c>.</summary>
internal sealed record PairJournals(RunFolder Model, RunFolder Baseline)
{
    /// <summary>Takes the folders for this process, and sets an earlier run aside unless it is to go on.</summary>
    public IDisposable Begin(VerbContext context)
    {
        var resume = Resumes(context.Values);
        var alone = Model.Lock();
        if (!resume) SetAside(context);
        else if (!File.Exists(Baseline.Journal)) context.Error.WriteLine("sparseeval: there is no earlier run of these two models to resume; starting it.");
        else if (File.Exists(Model.Record) && File.Exists(Baseline.Record)) context.Error.WriteLine("sparseeval: this run is finished; nothing is left to resume. Its outcome follows.");
        return alone;
    }

    /// <summary>True with <c>--resume</c>.</summary>
    /// <exception cref="SparseEvalException">Errors are to be retried of no earlier run.</exception>
    public static bool Resumes(SettingValues values)
    {
        var resume = values.IsOn(KnownSettings.Resume);
        if (values.IsOn(KnownSettings.RetryErrors) && !resume) throw new SparseEvalException($"{KnownSettings.RetryErrors.Flag} goes on with a run that has items without a score. Add {KnownSettings.Resume.Flag}, or leave it out.");
        return resume;
    }

    private void SetAside(VerbContext context)
    {
        var unfinished = File.Exists(Baseline.Journal) && !File.Exists(Model.Record);
        var aside = new[] { Model, Baseline }.Select(folder => folder.SetAside(TimeProvider.System)).ToList();
        if (unfinished && aside[1] is { } journal) context.Error.WriteLine($"sparseeval: an unfinished run of these two models was set aside as {journal}; use {KnownSettings.Resume.Flag} to continue one.");
    }
}
