using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseEval.Docs.Tests;

/// <summary>Compiles a snippet as a program of its own, with the usual implicit usings, and runs it.</summary>
internal static class SnippetProgram
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    public static async Task<string> RunAsync(Snippet snippet)
    {
        var assembly = Compile(snippet);
        var output = new StringWriter();
        var (console, folder) = (Console.Out, Directory.GetCurrentDirectory());
        Console.SetOut(output);
        Directory.SetCurrentDirectory(Snippet.Root);
        try
        {
            object?[]? arguments = assembly.EntryPoint!.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
            await Task.Run(() => assembly.EntryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null));
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(folder);
        }
        return output.ToString();
    }

    /// <summary>Fails the test with the compiler's errors.</summary>
    public static Assembly Compile(Snippet snippet)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create($"snippet_{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(Usings, parse), CSharpSyntaxTree.ParseText(snippet.Code, parse, path: snippet.ToString())],
            references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, $"{snippet}:\n{string.Join('\n', result.Diagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error))}");
        return Assembly.Load(image.ToArray());
    }
}
