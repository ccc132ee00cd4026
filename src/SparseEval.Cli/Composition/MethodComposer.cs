using SparseEval.Cli.Settings;

namespace SparseEval.Cli.Composition;

/// <summary>Design, estimator and options from the values in force: named one by one, or chosen by the history with --method auto.</summary>
internal static class MethodComposer
{
    /// <param name="values">In force.</param>
    /// <param name="frame">What is known.</param>
    /// <param name="items">The number of items; asked for by 'auto' alone.</param>
    public static (ISamplingDesign Design, IEstimator Estimator, EstimationOptions Options) Method(SettingValues values, SamplingFrame frame, Func<int> items)
    {
        if (values.Text(KnownSettings.Method) is null)
        {
            if (values.IsFlag(KnownSettings.Aim)) throw new SparseEvalException("--aim says what --method auto serves. Add --method auto, or leave it out.");
            return (DesignComposer.Design(values, frame, Estimand(values)), Estimator(values, frame), Options(values));
        }
        Choice.Of(values, KnownSettings.Method, new Dictionary<string, bool> { ["auto"] = true }, "auto");
        Setting[] chosen = [KnownSettings.Design, KnownSettings.By, KnownSettings.Allocation, KnownSettings.Cluster, KnownSettings.Scheme, KnownSettings.UniformShare,
            KnownSettings.Estimator, KnownSettings.Interval];
        if (chosen.FirstOrDefault(values.IsFlag) is { } flag) throw new SparseEvalException($"{flag.Flag} is what --method auto chooses. Leave one of the two out.");
        var options = Options(values) with { Interval = null };
        if (options.Target != InferenceTarget.FullBenchmark)
            throw new SparseEvalException("--method auto chooses for the score of this benchmark; with another --inference name --design and --estimator yourself.");
        var method = AutoMethod.Choose(frame, items(), new() { Aim = Choice.Of(values, KnownSettings.Aim, Aims, "interval"), Estimand = options.Estimand, Confidence = options.Confidence });
        return (method.Design, method.Estimator, options with { Interval = method.Interval });
    }

    /// <summary>What 'auto' chooses for so many items, with its reason.</summary>
    public static (AutoMethod Method, EstimationOptions Options) Chosen(SettingValues values, SamplingFrame frame, int items)
    {
        var options = Average(values);
        return (AutoMethod.Choose(frame, items, new() { Aim = Choice.Of(values, KnownSettings.Aim, Aims, "interval"), Estimand = options.Estimand, Confidence = options.Confidence }), options);
    }

    private static readonly Dictionary<string, AutoAim> Aims = new(StringComparer.Ordinal)
    {
        ["interval"] = AutoAim.Interval,
        ["point"] = AutoAim.Point,
        ["band"] = AutoAim.Band,
    };

    private static IEstimator Estimator(SettingValues values, SamplingFrame frame) => values.Text(KnownSettings.Estimator) is { } name && name.Contains(':', StringComparison.Ordinal)
        ? Estimators.Parse(name) : Choice.Of(values, KnownSettings.Estimator, Estimators.All, frame.History is null && frame.Predictors is null ? "mean" : "regression")();

    /// <summary>What is estimated, and how sure the interval is to be.</summary>
    public static EstimationOptions Average(SettingValues values) => new() { Confidence = values.Number(KnownSettings.Confidence) ?? 0.95, Estimand = Estimand(values) };

    private static EstimationOptions Options(SettingValues values) => Average(values) with
    {
        Interval = values.Text(KnownSettings.Interval) is null ? null : Choice.Of(values, KnownSettings.Interval, Intervals.All, "")(),
        Target = Target(values),
    };

    private static Estimand Estimand(SettingValues values) => values.Text(KnownSettings.Estimand) switch
    {
        null when BytesCount(values) => SparseEval.Estimand.AnswerBytes,
        null or "item" => SparseEval.Estimand.ItemWeighted,
        "bytes" => SparseEval.Estimand.AnswerBytes,
        { } text when text.StartsWith("category:", StringComparison.Ordinal) && text.Length > 9 => SparseEval.Estimand.CategoryWeighted(text[9..]),
        { } text when text.StartsWith("weighted:", StringComparison.Ordinal) && text.Length > 9 => SparseEval.Estimand.Weighted(text[9..]),
        { } other => throw new SparseEvalException($"{values.Origin(KnownSettings.Estimand)} is '{other}'; give item, category:FIELD such as category:family, weighted:FIELD such as weighted:points, or bytes."),
    };

    /// <summary>Bits per byte of all texts together weighs each by its bytes.</summary>
    private static bool BytesCount(SettingValues values) => values.Text(KnownSettings.Scorer)?.StartsWith("bits_per_byte", StringComparison.Ordinal) == true;

    /// <summary>What --inference names; this benchmark's score as run by default.</summary>
    public static InferenceTarget Target(SettingValues values) => values.Text(KnownSettings.Target) switch
    {
        null or "benchmark" => InferenceTarget.FullBenchmark,
        "expected" => InferenceTarget.ExpectedScore,
        "superpopulation" => InferenceTarget.Superpopulation,
        { } other => throw new SparseEvalException($"{values.Origin(KnownSettings.Target)} is '{other}'; give benchmark, expected or superpopulation."),
    };
}
