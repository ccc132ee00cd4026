namespace SparseEval.Packages.Tests;

/// <summary>What the packages hold, and that they work where nothing of this repository is: an empty project, an empty folder.</summary>
public sealed class PackageTests(LocalFeed feed) : IClassFixture<LocalFeed>
{
    private static readonly string[] Libraries = ["SparseEval", "SparseEval.Data", "SparseEval.Evaluation", "SparseEval.Onnx", "SparseEval.Reports"];

    [Fact]
    public void Libraries_and_the_tool_are_packed_and_nothing_else() =>
        Assert.Equal(Libraries.Append("SparseEval.Cli").Order(), Directory.GetFiles(feed.Packages, "*.nupkg").Select(Path.GetFileName).Select(name => name!.Replace($".{feed.Version}.nupkg", "", StringComparison.Ordinal)).Order());

    [Theory]
    [InlineData("SparseEval")]
    [InlineData("SparseEval.Data")]
    [InlineData("SparseEval.Evaluation")]
    [InlineData("SparseEval.Onnx")]
    [InlineData("SparseEval.Reports")]
    public void A_library_comes_with_readme_license_documentation_and_symbols(string library)
    {
        var files = feed.Files($"{library}.{feed.Version}.nupkg");
        foreach (var file in new[] { "README.md", "LICENSE", $"lib/net10.0/{library}.dll", $"lib/net10.0/{library}.xml" }) Assert.Contains(file, files);
        Assert.Contains($"lib/net10.0/{library}.pdb", feed.Files($"{library}.{feed.Version}.snupkg"));
    }

    [Fact]
    public async Task I_can_install_the_packages_in_an_empty_project_and_run_a_model()
    {
        var folder = feed.Make("app");
        File.WriteAllText(Path.Combine(folder, "app.csproj"), $$"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <RestorePackagesPath>../installed</RestorePackagesPath><NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="SparseEval.Data" Version="[{{feed.Version}}]" /><PackageReference Include="SparseEval.Onnx" Version="[{{feed.Version}}]" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using SparseEval;
            using SparseEval.Data;
            using SparseEval.Evaluation;
            using SparseEval.Onnx;

            var frame = new SamplingFrame(Benchmarks.Read(Path.Combine(args[0], "pocket", "items.jsonl")), ResponseMatrices.Read(Path.Combine(args[0], "pocket", "history.parquet")));
            await using var engine = Engines.Onnx(new() { ModelPath = Path.Combine(args[0], "models", "pocket-strong"), Providers = ["cpu"] });
            var run = await new Evaluator(engine, Scorers.Auto()).RunAsync(new RunPlan(frame) { Design = Designs.Stratified("family"), Estimator = Estimators.Regression(), Budget = Budget.Items(50), Seed = 17 });
            Console.WriteLine(run.Estimate);
            """);
        var (code, output) = await Program.RunAsync(folder, WithoutRepository, "dotnet", "run", "--", Path.Combine(TestKit.RepositoryRoot.Folder, "data"));
        Assert.SkipWhen(code != 0 && output.Contains("NU1301", StringComparison.Ordinal), "A package of others is neither in the user's folder nor to be had: no feed answers.");
        Assert.True(code == 0, output);
        Assert.Matches(@"0\.\d{3} ± 0\.\d{3} \(95 % CI .*50 of 3840 items", output);
        Assert.True(Directory.Exists(Path.Combine(folder, "bin", "Debug", "net10.0", "runtimes")), "Native libraries stand in the application's own folder.");
    }

    [Fact]
    public async Task I_can_install_the_tool_and_run_it_in_an_empty_folder()
    {
        var (tools, empty, data) = (Path.Combine(feed.Folder.FullName, "tools"), feed.Make("empty"), Path.Combine(TestKit.RepositoryRoot.Folder, "data"));
        var installed = await Program.RunAsync(feed.Folder.FullName, WithoutRepository, "dotnet", "tool", "install", "SparseEval.Cli", "--tool-path", tools, "--version", feed.Version, "--source", feed.Packages);
        Assert.True(installed.Code == 0, installed.Output);
        // With an empty cache, so that only what the tool brings is found.
        var alone = new Dictionary<string, string> { ["SPARSEEVAL_NATIVE_CACHE"] = feed.Make("no-cache"), ["SPARSEEVAL_ORT"] = "", ["SPARSEEVAL_DUCKDB"] = "" };
        var tool = Path.Combine(tools, "sparseeval");
        var run = await Program.RunAsync(empty, alone, tool, "run", "--benchmark", Path.Combine(data, "pocket", "items.jsonl"), "--history", Path.Combine(data, "pocket", "history.parquet"),
            "--model", Path.Combine(data, "models", "pocket-strong"), "--provider", "cpu", "--by", "family", "--limit", "50", "-o", "record.json");
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("50 of 3,840", run.Output, StringComparison.Ordinal);
        var ledger = await Program.RunAsync(empty, alone, tool, "export", "--to", "codecarbon-csv", "--record", "record.json");
        Assert.True(ledger.Code == 0 && ledger.Output.Contains("timestamp,project_name", StringComparison.Ordinal), ledger.Output);
        var without = await Program.RunAsync(empty, alone, tool, "run");
        Assert.Equal(2, without.Code);
        Assert.Contains("give --benchmark and --model", without.Output, StringComparison.Ordinal);
    }

    /// <summary>The tool's own packages go beside the feed.</summary>
    private Dictionary<string, string> WithoutRepository => new() { ["NUGET_PACKAGES"] = Path.Combine(feed.Folder.FullName, "installed"), ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" };
}
