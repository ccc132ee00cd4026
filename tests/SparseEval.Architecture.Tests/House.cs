using System.Reflection;
using SparseEval.Evaluation;
using SparseEval.TestKit;

namespace SparseEval.Architecture.Tests;

/// <summary>The assemblies of the house, by the names that the rules use.</summary>
internal static class House
{
    public static readonly Assembly Core = typeof(Benchmark).Assembly;

    public static readonly IReadOnlyDictionary<string, Assembly> Assemblies = new[]
    {
        Core,
        Assembly.Load("SparseEval.Data"),
        typeof(IInferenceEngine).Assembly,
        Assembly.Load("SparseEval.Onnx"),
        Assembly.Load("SparseEval.Reports"),
        Assembly.Load("SparseEval.Cli"),
    }.ToDictionary(assembly => assembly.GetName().Name!);

    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("SparseEval", StringComparison.Ordinal) == true);

    public static string Root => RepositoryRoot.Folder;
}
