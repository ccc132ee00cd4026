using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>Says how text is generated.</summary>
internal static class GenerationComposer
{
    private static readonly Setting[] Drawing = [GenerationSettings.TopP, GenerationSettings.TopK, GenerationSettings.SamplingSeed];

    public static bool IsAsked(SettingValues values) => GenerationSettings.Own.Any(setting => setting != GenerationSettings.Epochs && values.Text(setting) is not null);

    public static int Epochs(SettingValues values) => values.Integer(GenerationSettings.Epochs, least: 1) ?? 1;

    /// <summary>A scorer's own options with what is in force.</summary>
    public static GeneratedTextOptions Change(SettingValues values, GeneratedTextOptions own)
    {
        if (values.Integer(GenerationSettings.MaxTokens, least: 1) is { } tokens) own = own with { MaxTokens = tokens };
        if (values.Texts(GenerationSettings.Stop) is { Count: > 0 } stops) own = own with { Stop = stops is ["none"] ? [] : [.. stops.Select(text => text.Replace("\\n", "\n", StringComparison.Ordinal))] };
        return own with { Sampling = Sampling(values) };
    }

    private static SamplingOptions? Sampling(SettingValues values)
    {
        var temperature = values.Number(GenerationSettings.Temperature) ?? 0;
        if (temperature == 0 && Array.Find(Drawing, values.IsFlag) is { } idle)
            throw new SparseEvalException($"{idle.Flag} means nothing without a temperature, since the likeliest token is taken. Set --temperature above 0, or leave it out.");
        return temperature == 0 ? null : new SamplingOptions
        {
            Temperature = temperature,
            TopP = values.Number(GenerationSettings.TopP) ?? 1,
            TopK = values.Integer(GenerationSettings.TopK, least: 0) ?? 0,
            Seed = (long)(values.Seed(GenerationSettings.SamplingSeed) ?? 0),
        };
    }
}
