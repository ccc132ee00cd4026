namespace SparseEval.Architecture.Tests;

public class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["SparseEval"] = ["MathNet.Numerics"],
        ["SparseEval.Data"] = ["SparseEval"],
        ["SparseEval.Evaluation"] = ["SparseEval", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2", "Polly.Core"],
        ["SparseEval.Onnx"] = ["SparseEval", "SparseEval.Evaluation"],
        ["SparseEval.Reports"] = ["SparseEval", "SparseEval.Evaluation"],
        ["SparseEval.Cli"] = ["SparseEval", "SparseEval.Data", "SparseEval.Evaluation", "SparseEval.Onnx", "SparseEval.Reports", "System.CommandLine", "Spectre.Console", "YamlDotNet"],
    };

    public static TheoryData<string> Projects => [.. House.Assemblies.Keys];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        var foreign = House.Assemblies[project].GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !IsBaseLibrary(name)).Except(Allowed[project]);
        Assert.Empty(foreign);
    }

    [Fact]
    public void The_core_does_not_mention_files_the_console_clocks_or_processes()
    {
        string[] forbidden = ["System.Console", "System.IO.FileSystem", "System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Threading.Timer"];
        Assert.Empty(House.Core.GetReferencedAssemblies().Select(reference => reference.Name!).Intersect(forbidden));
    }

    [Fact]
    public void Reports_are_pure_too()
    {
        string[] forbidden = ["System.Console", "System.IO.FileSystem", "System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Threading.Timer"];
        Assert.Empty(House.Assemblies["SparseEval.Reports"].GetReferencedAssemblies().Select(reference => reference.Name!).Intersect(forbidden));
    }

    private static bool IsBaseLibrary(string name) =>
        name is "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives" || name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine";
}
