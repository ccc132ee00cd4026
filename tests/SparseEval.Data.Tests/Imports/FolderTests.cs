using System.Text.Json.Nodes;

namespace SparseEval.Data.Tests.Imports;

/// <summary>Of a folder everything is either read or named as left out.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_gives_no_scores_is_listed_by_reason()
    {
        Sample("a", "m/samples_t_2026-01-01T00-00-00.jsonl");
        _folder.Write("n/results_2026-01-01T00-00-00.json", "{\"results\":{},\"configs\":{},\"versions\":{}}");
        _folder.Write("n/notes.json", "{\"a\":1}");
        _folder.Write("n/other.json", "{\"b\":1}");
        _folder.Write("README.md", "text");
        _folder.Write("run.log");
        var history = ImportedHistory.Merge(Data.Imports.Read(_folder.Path, new() { Model = "m" }));
        Assert.Equal(
            [("of another kind by its name", "README.md"), ("of no format that is read", "n/notes.json n/other.json run.log"), ("read beside others alone, and no run here uses it", "n/results_2026-01-01T00-00-00.json")],
            history.Skipped.Select(s => (s.Reason, string.Join(' ', s.Paths).Replace('\\', '/'))).Order());
        ImportFolder.Write(_folder["out"], history);
        var skipped = JsonNode.Parse(File.ReadAllText(_folder["out/import.json"]))!["skipped"]!.AsArray();
        Assert.Equal((3, 5), (skipped.Count, skipped.Sum(s => s!["files"]!.GetValue<int>())));
        Assert.Empty(ImportedHistory.Merge(Data.Imports.Read(_folder["m"], new() { Model = "m" })).Skipped);
    }

    [Theory]
    [InlineData("results.jsonl")]
    [InlineData("results.json.gz")]
    public void An_empty_file_of_results_is_refused(string name)
    {
        Sample("a", "samples_t.jsonl");
        if (name.EndsWith(".gz", StringComparison.Ordinal)) _folder.WriteGzip(name);
        else _folder.Write(name);
        Assert.Contains($"{name}' is empty", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Path, new() { Model = "m" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_looked_into_is_an_error()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps no modes.");
            return;
        }
        Sample("a", "samples_t.jsonl");
        Sample("b", "closed/samples_u.jsonl");
        File.SetUnixFileMode(_folder["closed"], UnixFileMode.None);
        try
        {
            if (CanList(_folder["closed"])) Assert.Skip("This user may look into every folder.");
            Assert.Contains("cannot be read whole", Assert.Throws<SparseEvalException>(() => Data.Imports.Read(_folder.Path, new() { Model = "m" })).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool CanList(string folder)
    {
        try
        {
            return Directory.GetFiles(folder).Length > 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Sample(string id, string name) => _folder.Write(name, $"{{\"doc_id\":\"{id}\",\"doc\":{{}},\"resps\":[],\"acc\":1}}", "");
}
