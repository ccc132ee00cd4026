namespace SparseEval.Cli.Commands;

/// <summary>The catalog of verbs, in the order of the help.</summary>
internal static class Verbs
{
    public static readonly IReadOnlyList<Verb> All = [RunVerb.Verb, PlanVerb.Verb, EstimateVerb.Verb, ValidateVerb.Verb, GateVerb.Verb, CompareVerb.Verb, PowerVerb.Verb, HistoryVerb.Verb, BacktestVerb.Verb, CalibrateVerb.Verb, ProbeVerb.Verb, ExportVerb.Verb, ImportVerb.Verb, CacheVerb.Verb, DoctorVerb.Verb, CompletionVerb.Verb];
}
