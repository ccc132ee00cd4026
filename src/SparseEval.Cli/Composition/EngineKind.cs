namespace SparseEval.Cli.Composition;

/// <summary>What can stand in a model's place.</summary>
internal enum EngineKind
{
    Local,
    Graph,
    Program,
    OpenAi,
    Kserve,
    Batch,
}
