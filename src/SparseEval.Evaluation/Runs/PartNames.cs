namespace SparseEval.Evaluation;

/// <summary>Names of the parts of an item; they stand in journals.</summary>
internal static class PartNames
{
    /// <summary>All of one epoch.</summary>
    public static string Epoch(EngineRequest request) => $"epoch {(request as GenerationRequest)?.Epoch ?? 1}";

    /// <summary>What the model answered, before a judge has seen it.</summary>
    public static string Answer(EngineRequest request) => $"{Epoch(request)} answer";

    /// <summary>What the judge said of it.</summary>
    public static string Verdict(EngineRequest request, string place) => $"{Epoch(request)} verdict{place}";
}
