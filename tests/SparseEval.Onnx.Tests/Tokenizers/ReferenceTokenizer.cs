using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SparseEval.Onnx.Tests;

/// <summary>Hugging Face's tokenizers, fetched from npm by the build's own script with pinned hashes and run by Node; a test is skipped where that cannot be.</summary>
internal static class ReferenceTokenizer
{
    private const string NativeVersion = "0.23.2", ScriptVersion = "0.2.0";

    private static readonly Dictionary<string, (string Member, string Sha256)> Natives = new()
    {
        ["linux-x64"] = ("tokenizers.linux-x64-gnu.node", "ab404a79cff268a91e6800d55bc13587af67ea767441ab86fa9ee48f3e2dd961"),
        ["linux-arm64"] = ("tokenizers.linux-arm64-gnu.node", "0cdae9b54aa11f407ffd54b310caa7f24e0e5b0deb136aecf6c4b0f24d4227ef"),
        ["osx-arm64"] = ("tokenizers.darwin-arm64.node", "0b721a0e53e1e0e5a05868a9577c2857d2a59486c5621b379818949c8262ab93"),
        ["win-x64"] = ("tokenizers.win32-x64-msvc.node", "f5fbacb63b8686de39c943548eb0297bd0d37b8f0a3403636ca31bd3530f5ae4"),
    };

    private static readonly Lazy<string> Native = new(() =>
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        if (!Natives.TryGetValue(rid, out var native)) Assert.Skip($"The reference tokenizer is pinned for {string.Join(", ", Natives.Keys)}, not for {rid}.");
        return Fetch($"tokenizers@{NativeVersion}", "392f7d5574d7b86bb252770809c4b48446b080a425ac554a354f9497346c4cdd3746939e2620a671a8b99ca83726b748bd40e8eff442e69b951239497767b9a0",
            $"package/{native.Member}", native.Sha256, $"tokenizers-{NativeVersion}");
    });

    private static readonly Lazy<string> Script = new(() => Fetch($"@huggingface/tokenizers@{ScriptVersion}",
        "2e274c1ded45a5c4981f8bdc4a35e8a1d6b7e290b433c9b58260cebfb4908ba22ffa26f5cd7ec9dec1c1082f7fdc53c2927da4d5be79167795a8c471aebf7da6",
        "package/dist/tokenizers.mjs", "1c4a848f86156201c033d6cd08c4cf81ae1088552acec3367f31ef086edf5af0", $"huggingface-tokenizers-{ScriptVersion}"));

    /// <summary>Answers of the Rust implementation.</summary>
    public static Answer[] RunNative(string tokenizer, IReadOnlyList<string> texts) => Run("native", Native.Value, tokenizer, texts);

    /// <summary>Answers of the JavaScript implementation.</summary>
    public static Answer[] RunScript(string tokenizer, IReadOnlyList<string> texts) => Run("script", Script.Value, tokenizer, texts);

    private static Answer[] Run(string kind, string module, string tokenizer, IReadOnlyList<string> texts)
    {
        var (code, output, errors) = Node(JsonSerializer.Serialize(texts), Path.Combine(TestModel.Root, "tests", "reference", "tokenize.mjs"), kind, module, tokenizer);
        Assert.True(code == 0, errors);
        return JsonSerializer.Deserialize<Answer[]>(output, JsonSerializerOptions.Web)!;
    }

    private static string Fetch(string package, string sha512, string member, string sha256, string folder)
    {
        var home = Environment.GetEnvironmentVariable("SPARSEEVAL_NATIVE_CACHE")
            ?? Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "sparseeval", "native");
        var target = Path.Combine(home, folder, "reference", Path.GetFileName(member));
        if (File.Exists(target)) return target;
        var (code, output, errors) = Node("", Path.Combine(TestModel.Root, "src", "build", "fetch-native.mjs"), package, $"sha512:{sha512}", member, $"sha256:{sha256}", target, "HOME");
        // A wrong hash is a failure; a machine without a network is not.
        Assert.DoesNotContain("expected", errors, StringComparison.Ordinal);
        if (code != 0 || !File.Exists(target)) Assert.Skip($"The reference {package} could not be fetched: {errors}{output}");
        return target;
    }

    private static (int Code, string Output, string Errors) Node(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.StandardInputEncoding = start.StandardOutputEncoding = new System.Text.UTF8Encoding(false);
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not installed, and the reference tokenizers run in it.");
            throw;
        }
    }

    /// <summary>What a reference says about one text.</summary>
    internal sealed record Answer(int[] Ids, int[] Special, string Text, string Plain);
}
