namespace SparseEval.Cli.Settings;

/// <summary>A model that grades answers.</summary>
internal static class JudgeSettings
{
    public static readonly Setting Judge = new("judge", "Model that grades the answers: a folder or .onnx file, or with --judge-server its name there. The scorer is then 'given'.") { ValueName = "model", IsPath = true };
    public static readonly Setting Server = new("judge-server", "Server of the OpenAI protocol where the judge runs.") { ValueName = "url" };
    public static readonly Setting KeyVariable = new("judge-key-variable", "Environment variable with the key of the judge's server; by default the model's where both have one host, JUDGE_API_KEY beside a model on another server, else OPENAI_API_KEY.") { ValueName = "name" };
    public static readonly Setting Rubric = new("judge-rubric", "Text file with what the judge reads: {question}, {reference}, {response}; for pairs {first} and {second}.") { ValueName = "file", IsPath = true };
    public static readonly Setting Scale = new("judge-scale", "Lowest and highest grade, such as 1-5.") { ValueName = "range" };
    public static readonly Setting MaxTokens = new("judge-max-tokens", "Most tokens of a judge's reply, its thinking included; default 16, which is room for a grade alone.") { ValueName = "n" };
    public static readonly Setting Against = new("judge-against", "Answers to compare with, JSONL with id and text: the judge then says which of two is better, in both places.") { ValueName = "file", IsPath = true };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Setting> Own = [Judge, Server, KeyVariable, Rubric, Scale, MaxTokens, Against];
}
