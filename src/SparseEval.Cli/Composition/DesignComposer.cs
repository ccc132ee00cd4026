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
        ["balanced"] = [KnownSettings.By, KnownSettings.Scheme, KnownSettings.UniformShare],
        ["pivotal"] = [KnownSettings.Scheme, KnownSettings.UniformShare],
        ["anchors"] = [KnownSettings.Scheme],
        ["active"] = [KnownSettings.UniformShare],
        ["rerandomized"] = [KnownSettings.Cluster],
        ["prefix"] = [],
    };

    public static ISamplingDesign Design(SettingValues values, SamplingFrame frame, Estimand estimand)
    {
        var byDefault = values.Text(KnownSettings.By) is null ? "simple-random" : "stratified";
        return Several(values, KnownSettings.Design, [values.Text(KnownSettings.Design) ?? byDefault], frame, estimand)[0];
    }

    /// <summary>The designs with these names, each with the flags that it takes.</summary>
    public static IReadOnlyList<ISamplingDesign> Several(SettingValues values, Setting setting, IReadOnlyList<string> names, SamplingFrame frame, Estimand estimand)
    {
        if (names.FirstOrDefault(name => !Designs.All.ContainsKey(name)) is { } unknown)
            throw new SparseEvalException($"{values.Origin(setting)} is '{unknown}'. Use one of: {string.Join(", ", Designs.All.Keys)}.");
        RefuseUnused(values, names);
        return [.. names.Select(name => Make(values, name, frame, estimand))];
    }

    private static ISamplingDesign Make(SettingValues values, string name, SamplingFrame frame, Estimand estimand)
    {
        var taken = Taken.GetValueOrDefault(name, Shaping);
        return Designs.All[name](new DesignOptions
        {
            By = taken.Contains(KnownSettings.By) ? Fields(values) : null,
            Allocation = Choice.Of(values, KnownSettings.Allocation, Allocations.All, frame.History is null ? "proportional" : "neyman")(),
            Cluster = Text(KnownSettings.Cluster),
            Scheme = Text(KnownSettings.Scheme),
            UniformShare = taken.Contains(KnownSettings.UniformShare) ? values.Number(KnownSettings.UniformShare) : null,
            Estimand = estimand,
        });

        string? Text(Setting setting) => taken.Contains(setting) ? values.Text(setting) : null;
    }

    private static string? Fields(SettingValues values)
    {
        if (values.Text(KnownSettings.By) is not { } text) return null;
        var fields = text.Split(',', StringSplitOptions.TrimEntries);
        return !fields.Contains("") && fields.Distinct(StringComparer.Ordinal).Count() == fields.Length ? string.Join(',', fields)
            : throw new SparseEvalException($"{values.Origin(KnownSettings.By)} is '{text}'; give item fields separated by single commas, each once, such as family,difficulty.");
    }

    /// <summary>A flag that the chosen design passes over is a mistake; the same value in a plan or in the environment serves other commands.</summary>
    private static void RefuseUnused(SettingValues values, IReadOnlyList<string> names)
    {
        if (Shaping.Except(names.SelectMany(name => Taken.GetValueOrDefault(name, Shaping))).FirstOrDefault(values.IsFlag) is not { } flag) return;
        var others = Taken.Where(t => t.Value.Contains(flag)).Select(t => t.Key);
        throw new SparseEvalException($"{flag.Flag} has no effect on the design '{string.Join("', '", names)}'. Leave it out, or give --design {string.Join(" or ", others)}.");
    }
}
