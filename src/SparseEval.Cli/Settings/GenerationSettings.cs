namespace SparseEval.Cli.Settings;

/// <summary>How text is generated.</summary>
internal static class GenerationSettings
{
    public static readonly Setting MaxTokens = new("max-tokens", "Most tokens to generate for an answer; each scorer has its own default.") { ValueName = "number" };
    public static readonly Setting Stop = new("stop", "Text before which generation ends; \\n stands for a line break. May be given more than once; 'none' leaves the end to the model.") { ValueName = "text", IsRepeatable = true };
    public static readonly Setting Temperature = new("temperature", "0 (the default) takes the likeliest token, more draws at random.") { ValueName = "number" };
    public static readonly Setting TopP = new("top-p", "With a temperature: draws from the likeliest tokens that make up this share, such as 0.95.") { ValueName = "share" };
    public static readonly Setting TopK = new("top-k", "With a temperature: draws from so many of the likeliest tokens.") { ValueName = "number" };
    public static readonly Setting SamplingSeed = new("sampling-seed", "With a temperature: from it each item and epoch gets its seed; default 0.") { ValueName = "number" };
    public static readonly Setting Epochs = new("epochs", "How often each item is asked, with a temperature or a --command; its score is the mean. See --inference expected.") { ValueName = "number" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [MaxTokens, Stop, Temperature, TopP, TopK, SamplingSeed, Epochs];
}
