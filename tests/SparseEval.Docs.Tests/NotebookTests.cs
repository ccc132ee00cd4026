using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SparseEval.Docs.Tests;

/// <summary>
/// The .ipynb files are what their sources give: every code cell is executed, and cells and outputs are compared with those saved, numbers within a hundredth of themselves (below 0.01 within 0.0001) and times left out.
/// <c>UPDATE_NOTEBOOKS=1 dotnet test tests/SparseEval.Docs.Tests --filter NotebookTests</c> writes them anew.
/// </summary>
[Collection("console and current folder")]
public partial class NotebookTests
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Notebook.Names];

    [Theory, MemberData(nameof(Names))]
    public async Task A_notebook_runs_and_is_as_saved(string name)
    {
        var notebook = Notebook.Read(name);
        var made = notebook.ToJson(await NotebookRunner.RunAsync(notebook));
        if (Environment.GetEnvironmentVariable("UPDATE_NOTEBOOKS") == "1") await File.WriteAllTextAsync(notebook.File, made.ToJsonString(Written) + "\n", TestContext.Current.CancellationToken);
        Assert.True(File.Exists(notebook.File), $"{notebook.File} is not there; UPDATE_NOTEBOOKS=1 writes it.");
        var saved = JsonNode.Parse(await File.ReadAllTextAsync(notebook.File, TestContext.Current.CancellationToken))!;
        Assert.Null(FirstDifference(saved, made, "$"));
        Assert.Contains(made["cells"]!.AsArray(), cell => cell!["outputs"] is JsonArray { Count: > 0 });
    }

    /// <summary>Its cells are run by the other test; the program has the same statements.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_notebook_is_a_program_too(string name) => Assert.NotNull(SnippetProgram.Compile(Snippet.Notebook(Path.Combine(Notebook.Folder, $"{name}.cs"))).EntryPoint);

    [Fact]
    public void A_changed_score_is_seen_and_changed_seconds_are_not()
    {
        static JsonNode Text(string text) => new JsonObject { ["text"] = text };
        Assert.NotNull(FirstDifference(Text("score 0.90 of 40 items"), Text("score 0.92 of 40 items"), "$"));
        Assert.NotNull(FirstDifference(Text("standard error 0.0200"), Text("standard error 0.0210"), "$"));
        Assert.NotNull(FirstDifference(Text("bias 0.0004"), Text("bias 0.0007"), "$"));
        Assert.Null(FirstDifference(Text("bias 0.0004"), Text("bias 0.0005"), "$"));
        Assert.NotNull(FirstDifference(Text("score 0.90 of 40 items"), Text("mean 0.90 of 40 items"), "$"));
        Assert.NotNull(FirstDifference(Text("score 0.90"), Text("score 0.90 of 40"), "$"));
        Assert.Null(FirstDifference(Text("saved 3.1 s ± 0.2 engine time"), Text("saved 12.0 s ± 1 engine time"), "$"));
    }

    private static string? FirstDifference(JsonNode? saved, JsonNode? made, string path) => (saved, made) switch
    {
        (JsonObject a, JsonObject b) => a.Select(p => p.Key).SequenceEqual(b.Select(p => p.Key)) ? a.Select(p => FirstDifference(p.Value, b[p.Key], $"{path}.{p.Key}")).FirstOrDefault(d => d is not null) : $"{path}: other keys",
        (JsonArray a, JsonArray b) => a.Count == b.Count ? a.Select((v, k) => FirstDifference(v, b[k], $"{path}[{k}]")).FirstOrDefault(d => d is not null) : $"{path}: {a.Count} against {b.Count}",
        _ => Same(saved?.ToString() ?? "", made?.ToString() ?? "") ? null : $"{path}: saved '{saved}', now '{made}'",
    };

    private static bool Same(string saved, string made)
    {
        (saved, made) = (Times().Replace(saved, "TIME"), Times().Replace(made, "TIME"));
        if (Number().Replace(saved, "#") != Number().Replace(made, "#")) return false;
        return Number().Matches(saved).Zip(Number().Matches(made)).All(pair => Math.Abs(Value(pair.First) - Value(pair.Second)) <= Math.Max(1e-4, 0.01 * Value(pair.First)) * (1 + 1e-9));
    }

    private static double Value(Match match) => double.Parse(match.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+(\.\d+)? (s|ms|min|h)\b( ± \d+(\.\d+)?)?( (s|ms|min|h)\b)?")]
    private static partial Regex Times();

    [GeneratedRegex(@"\d+(\.\d+)?(e\d+)?")]
    private static partial Regex Number();
}
