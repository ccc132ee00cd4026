using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace SparseEval.Docs.Tests;

/// <summary>Executes the code cells of a notebook one after another in one state, as a kernel does, and keeps what each showed.</summary>
internal static class NotebookRunner
{
    private static readonly string[] Usings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading.Tasks"];

    public static async Task<IReadOnlyList<JsonArray>> RunAsync(Notebook notebook)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(path));
        var state = await CSharpScript.RunAsync("", ScriptOptions.Default.WithReferences(references).WithImports(Usings));
        var outputs = new List<JsonArray>();
        var console = Console.Out;
        var folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Notebook.Folder);
        try
        {
            foreach (var cell in notebook.Cells.Where(cell => cell.IsCode))
            {
                using var printed = new StringWriter { NewLine = "\n" };
                Console.SetOut(printed);
                // The build's assemblies are referenced already: those that these tests run against.
                state = await state.ContinueWithAsync(string.Join('\n', cell.Text.Split('\n').Where(line => !line.StartsWith("#r ", StringComparison.Ordinal))));
                outputs.Add(Outputs(printed.ToString(), state.ReturnValue, outputs.Count + 1));
            }
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(folder);
        }
        return outputs;
    }

    private static JsonArray Outputs(string printed, object? value, int count)
    {
        var outputs = new JsonArray();
        if (printed.Length > 0) outputs.Add(new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = Notebook.Lines(printed) });
        if (value is null) return outputs;
        var data = new JsonObject();
        foreach (var (mime, text) in KernelDisplay.Of(value)) data[mime] = mime.EndsWith("+json", StringComparison.Ordinal) ? JsonNode.Parse(text) : Notebook.Lines(text);
        data["text/plain"] = Notebook.Lines(value.ToString()!);
        outputs.Add(new JsonObject { ["data"] = data, ["execution_count"] = count, ["metadata"] = new JsonObject(), ["output_type"] = "execute_result" });
        return outputs;
    }
}
