namespace SparseEval.Data;

/// <summary>One instance's figures in one trial.</summary>
internal sealed record HelmInstance(string Id, string Split, string Trial, bool IsPerturbed, string Where, IReadOnlyDictionary<string, JsonPlace> Figures)
{
    /// <summary>A figure; HELM leaves those out that are NaN.</summary>
    public double? Value(string metric, double full) => Figures.TryGetValue(metric, out var value) ? ScoreValue.Of(value, metric, full) : null;

    public RunCosts Costs => new(Amount("num_prompt_tokens"), Amount("num_output_tokens") ?? Amount("num_completion_tokens"), Amount("inference_runtime"));

    private double? Amount(string name) => Figures.TryGetValue(name, out var value) ? RunCosts.Amount(value) : null;
}
