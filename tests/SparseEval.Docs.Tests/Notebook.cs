using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SparseEval.Docs.Tests;

/// <summary>A cell of a notebook's source.</summary>
internal sealed record NotebookCell(bool IsCode, string Text);

/// <summary>
/// The one source of a notebook: a file-based app in the percent format, <c>// %% [markdown]</c> before lines of comment that become a Markdown cell, <c>// %%</c> before code. A last line
/// <c>Console.WriteLine(value);</c> without interpolation becomes <c>value</c> in the notebook, which front ends show richly.
/// </summary>
internal sealed record Notebook(string Name, IReadOnlyList<NotebookCell> Cells)
{
    private const string Build = "../src/SparseEval.Cli/bin/Release/net10.0/";
    private static readonly string[] Assemblies = ["SparseEval.dll", "SparseEval.Data.dll", "SparseEval.Evaluation.dll", "SparseEval.Onnx.dll", "SparseEval.Reports.dll"];

    public static string Folder => Path.Combine(Snippet.Root, "notebooks");

    public string File => Path.Combine(Folder, $"{Name}.ipynb");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    public static Notebook Read(string name)
    {
        var cells = new List<NotebookCell> { new(true, string.Join('\n', Assemblies.Select(dll => $"#r \"{Build}{dll}\""))) };
        foreach (var part in Regex.Split(System.IO.File.ReadAllText(Path.Combine(Folder, $"{name}.cs")).ReplaceLineEndings("\n"), @"^// %%", RegexOptions.Multiline).Skip(1))
        {
            var (title, body) = (part.Split('\n')[0].Trim(), string.Join('\n', part.Split('\n').Skip(1)).Trim('\n'));
            cells.Add(title == "[markdown]" ? new(false, Regex.Replace(body, "^// ?", "", RegexOptions.Multiline)) : new(true, Shown(body)));
        }
        // The build comes after the title, before the first code.
        (cells[0], cells[1]) = (cells[1], cells[0]);
        return new(name, cells);
    }

    /// <summary>As nbformat 4.5, with the outputs of each code cell.</summary>
    public JsonObject ToJson(IReadOnlyList<JsonArray> outputs)
    {
        var run = 0;
        return new()
        {
            ["cells"] = new JsonArray([.. Cells.Select((cell, k) => (JsonNode)(cell.IsCode
                ? new JsonObject { ["cell_type"] = "code", ["execution_count"] = run + 1, ["id"] = $"cell-{k}", ["metadata"] = new JsonObject(), ["outputs"] = outputs[run++].DeepClone(), ["source"] = Lines(cell.Text) }
                : new JsonObject { ["cell_type"] = "markdown", ["id"] = $"cell-{k}", ["metadata"] = new JsonObject(), ["source"] = Lines(cell.Text) }))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#", ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
    }

    /// <summary>nbformat's way of writing texts: lines with their breaks.</summary>
    public static JsonArray Lines(string text) => [.. Regex.Matches(text, @"[^\n]*\n|[^\n]+$").Select(line => (JsonNode)line.Value)];

    private static string Shown(string code)
    {
        var lines = code.Split('\n');
        if (Regex.Match(lines[^1], @"^Console\.WriteLine\((?!\$)(.+)\);$") is { Success: true } last) lines[^1] = last.Groups[1].Value;
        return string.Join('\n', lines);
    }
}
