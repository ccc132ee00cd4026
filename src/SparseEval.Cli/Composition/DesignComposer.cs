using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Makes the design from the values in force.</summary>
internal static class DesignComposer
{
    private static readonly Setting[] Shaping = [KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster, KnownSettings.Scheme, KnownSettings.UniformShare];

    /// <summary>What each design takes; a design that is not listed takes all.</summary>
    private static readonly Dictionary<string, Setting[]> Taken = new(StringComparer.Ordinal)
    {
        ["simple-random"] = [KnownSettings.Cluster],
        ["stratified"] = [KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster],
        ["systematic"] = [KnownSettings.By],
        ["unequal"] = [KnownSettings.Scheme, KnownSettings.UniformShare],
        ["balanced"] = [KnownSettings.By],
        ["pivotal"] = [KnownSettings.Scheme],
        ["anchors"] = [KnownSettings.Scheme],
        ["rerandomized"] = [KnownSettings.Cluster],
        ["prefix"] = [],
    };

    public static ISamplingDesign Design(SettingValues values, SamplingFrame frame, Estimand estimand)
    {
        var byDefault = values.Text(KnownSettings.By) is null ? "simple-random" : "stratified";
        var name = values.Text(KnownSettings.Design) ?? byDefault;
        var taken = Taken.GetValueOrDefault(name, Shaping);
        RefuseUnused(values, name, taken);
        return Choice.Of(values, KnownSettings.Design, Designs.All, byDefault)(new DesignOptions
        {
            By = Text(KnownSettings.By),
            Allocation = Choice.Of(values, KnownSettings.Allocation, Allocations.All, frame.History is null ? "proportional" : "neyman")(),
            Cluster = Text(KnownSettings.Cluster),
            Scheme = Text(KnownSettings.Scheme),
            UniformShare = taken.Contains(KnownSettings.UniformShare) ? values.Number(KnownSettings.UniformShare) : null,
            Estimand = estimand,
        });

        string? Text(Setting setting) => taken.Contains(setting) ? values.Text(setting) : null;
    }

    /// <summary>A flag that the chosen design passes over is a mistake; the same value in a plan or in the environment serves other commands.</summary>
    private static void RefuseUnused(SettingValues values, string design, Setting[] taken)
    {
        if (Shaping.Except(taken).FirstOrDefault(values.IsFlag) is not { } flag) return;
        var others = Taken.Where(t => t.Value.Contains(flag)).Select(t => t.Key);
        throw new SparseEvalException($"{flag.Flag} has no effect on the design '{design}'. Leave it out, or give --design {string.Join(" or ", others)}.");
    }
}
