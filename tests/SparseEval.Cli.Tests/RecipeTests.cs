using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SparseEval.Cli.Tests;

/// <summary>The shell steps of docs/ci.md and of action.yml, run by bash as CI systems run them. The tool's installation alone is left out: a script of its name runs this build.</summary>
public sealed class RecipeTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(CommandLine.Root, "docs", "ci.md"));

    private readonly CommandLine _cli = new();

    private static string Dotnet => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    public RecipeTests()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no /bin/bash here.");
        var tools = Directory.CreateDirectory(Path.Combine(_cli.Folder.FullName, "tools")).FullName;
        Script(Path.Combine(tools, "sparseeval"), $"exec '{Dotnet}' '{typeof(CommandLineProgram).Assembly.Location}' \"$@\"");
        Script(Path.Combine(tools, "dotnet"), "echo \"not installed by tests: $*\"");
        Directory.CreateDirectory(Path.Combine(_cli.Folder.FullName, ".tools"));
        var data = Path.Combine(CommandLine.Root, "data");
        _cli.Write("plan.yaml", $"benchmark: {data}/pocket/items.jsonl\nmodel: {data}/models/pocket-strong\nwork: work\n");
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task GitHubs_steps_run()
    {
        var steps = Yaml("# .github/workflows/gate.yml")["jobs"]["gate"]["steps"];
        foreach (var run in ((YamlSequenceNode)steps).Children.OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString()))
            Assert.Equal(0, (await BashAsync(run)).Code);
        Assert.Contains("### Gate: GO", File.ReadAllText(Place("summary.md")), StringComparison.Ordinal);
        Assert.True(File.Exists(Place("gate.junit.xml")));
    }

    [Fact]
    public async Task GitLabs_script_runs_in_one_shell()
    {
        await BaselineAsync();
        var script = string.Join('\n', ((YamlSequenceNode)Yaml("# .gitlab-ci.yml")["gate"]["script"]).Select(line => line.ToString()));
        var (code, text) = await BashAsync(script);
        Assert.True(code == 0, text);
        Assert.EndsWith("# EOF\n", File.ReadAllText(Place("gate.prom")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jenkins_steps_run()
    {
        _cli.Write("gate.yaml", "version: 1\nbenchmarks:\n  pocket: { plan: plan.yaml, threshold: 0.99 }\n");
        var step = Regex.Match(Page, "sh '([^']+)'").Groups[1].Value;
        Assert.Equal(3, (await BashAsync(step)).Code);
        Assert.Contains("<failure", File.ReadAllText(Place("gate.junit.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_recipe_tells_the_codes_apart()
    {
        var recipe = Regex.Match(Page, "### Shell\n\n```bash\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("ship it", (await BashAsync(recipe)).Text, StringComparison.Ordinal);
        Assert.Contains("fails the gate", (await BashAsync(recipe.Replace("0.6", "0.99", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.Contains("not decided", (await BashAsync(recipe.Replace("0.6", "0.9", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_first_commands_end_as_their_comments_say()
    {
        var lines = Regex.Match(Page, "```bash\n(sparseeval gate --threshold 0.7 .*?)```", RegexOptions.Singleline).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        foreach (var line in lines)
        {
            var verdict = Regex.Match(line, "# ([A-Z-]+)").Groups[1].Value;
            Assert.Contains($"\n{verdict}: pocket-", (await BashAsync($"cd '{CommandLine.Root}'\n{line.Split('#')[0]} --work '{_cli.Work}'")).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--threshold 0.6", 0, "GO")]
    [InlineData("--threshold 0.99", 3, "NO-GO")]
    [InlineData("--threshold 0.9 --limit 100 --no-strict", 0, "INCONCLUSIVE")]
    [InlineData("--treshold 0.9", 2, "")]
    [InlineData("--help", 1, "")]
    [InlineData("--threshold 0.9\n--limit 100\n\n  --no-strict\n", 0, "INCONCLUSIVE")]
    public async Task The_actions_steps_run_and_give_their_outputs(string flags, int code, string verdict)
    {
        var (last, text) = await ActionAsync(flags);
        Assert.True(last == code, text);
        Assert.Equal([$"verdict={verdict}", $"exit-code={code}", "junit=out/gate.junit.xml"], File.ReadAllLines(Place("outputs.txt")));
        Assert.Equal(verdict != "", File.Exists(Place("out/gate.md")));
    }

    /// <summary>Seen to fail with the folder left as the first gate filled it: the second said GO with exit code 2.</summary>
    [Fact]
    public async Task A_gate_that_fails_has_nothing_of_the_gate_before_it_in_the_same_folder()
    {
        Assert.Equal(0, (await ActionAsync("--threshold 0.6")).Code);
        _cli.Write("out/notes.txt", "mine");
        File.Delete(Place("outputs.txt"));
        Assert.Equal(2, (await ActionAsync("--threshold 0.6 --record nothere.json")).Code);
        Assert.Equal(["verdict=", "exit-code=2", "junit=out/gate.junit.xml"], File.ReadAllLines(Place("outputs.txt")));
        Assert.Equal(["notes.txt"], Directory.GetFiles(Place("out")).Select(Path.GetFileName));
    }

    private async Task<(int Code, string Text)> ActionAsync(string flags)
    {
        using var reader = new StreamReader(Path.Combine(CommandLine.Root, ".github", "actions", "gate", "action.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var inputs = new Dictionary<string, string> { ["plan"] = "plan.yaml", ["args"] = flags, ["output"] = "out", ["policy"] = "", ["source"] = "", ["version"] = "" };
        Assert.Equal(inputs.Keys.Order(), ((YamlMappingNode)yaml.Documents[0].RootNode["inputs"]).Children.Keys.Select(k => k.ToString()).Order());
        var (last, text) = (0, "");
        foreach (var step in ((YamlSequenceNode)yaml.Documents[0].RootNode["runs"]["steps"]).Cast<YamlMappingNode>())
        {
            // Nothing of an input may be read as a command: steps take them by environment variables alone.
            Assert.DoesNotContain("${{", step["run"].ToString(), StringComparison.Ordinal);
            var environment = ((YamlMappingNode)step["env"]).Children.ToDictionary(e => e.Key.ToString(), e => Regex.Replace(e.Value.ToString(), @"\$\{\{ inputs\.([a-z]+) \}\}", m => inputs[m.Groups[1].Value]));
            (last, text) = await BashAsync(step["run"].ToString(), environment);
        }
        return (last, text);
    }

    private async Task BaselineAsync()
    {
        var made = await BashAsync("sparseeval run plan.yaml --design simple-random --limit 600 -o baseline.json");
        Assert.True(made.Code == 0, made.Text);
    }

    private string Place(string name) => Path.Combine(_cli.Folder.FullName, name);

    private static YamlNode Yaml(string first)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Regex.Match(Page, $"```yaml\n({Regex.Escape(first)}\n.*?)```", RegexOptions.Singleline).Groups[1].Value));
        return yaml.Documents[0].RootNode;
    }

    private static void Script(string path, string line)
    {
        File.WriteAllText(path, $"#!/bin/bash\n{line}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>As GitHub runs a step: bash -e with the variables that its runner sets.</summary>
    private async Task<(int Code, string Text)> BashAsync(string script, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _cli.Folder.FullName };
        foreach (var argument in new[] { "--noprofile", "--norc", "-eo", "pipefail", "-c", script }) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        start.Environment["PATH"] = $"{Place("tools")}:{start.Environment["PATH"]}";
        start.Environment["GITHUB_STEP_SUMMARY"] = Place("summary.md");
        start.Environment["GITHUB_OUTPUT"] = Place("outputs.txt");
        start.Environment["GITHUB_PATH"] = Place("path.txt");
        start.Environment["RUNNER_TEMP"] = _cli.Folder.FullName;
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, text + await error);
    }
}
