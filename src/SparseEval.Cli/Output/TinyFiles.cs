using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Output;

/// <summary>A tiny benchmark as files for other harnesses.</summary>
internal static class TinyFiles
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the folder; forms that the benchmark's ids or fields do not allow are left out, and the readme says why.</summary>
    public static void Write(string folder, string plan, Benchmark benchmark, IReadOnlyList<int> drawn, string? task, ulong seed)
    {
        Directory.CreateDirectory(folder);
        string[] ids = [.. drawn.Select(i => benchmark.Items[i].Id)];
        var notes = new List<string>
        {
            Form(folder, "items.jsonl", () => string.Concat(drawn.Select(i => Item(benchmark.Items[i]) + "\n")), "the items with their texts, for any harness"),
            Form(folder, "ids.txt", () => string.Concat(ids.Select(id => $"{id}\n")), "one id a line"),
            Form(folder, "lm-eval-samples.json", () => DrawnItems.LmEvalSamples(benchmark, ids, task) + "\n", "for `lm_eval --samples FILE`, with exactly the tasks that it names, without `--limit` and `--cache_requests`"),
            Form(folder, "inspect-sample-id.txt", () => DrawnItems.InspectSampleId(benchmark, ids) + "\n", "its line for `inspect eval --sample-id`"),
        };
        var near = PathNames.Portable(Path.GetRelativePath(folder, plan));
        OutputFiles.Write(Path.Combine(folder, "README.md"), $"""
            # {ids.Length} of {benchmark.Count} items of {benchmark.Name}

            Drawn with seed {seed} by the plan `{near}`, the same items for every model. Run all of them: the mean of these scores is not the estimate, since items stand for different numbers of others.

            {string.Join('\n', notes.Select(note => $"- {note}"))}

            Put the scores into a file with `id` and `score` (CSV or JSONL; a score lies in 0 to 1, a missing one is left empty, never 0), and then:

                sparseeval estimate {near} --scores scores.csv

            """);
    }

    private static string Form(string folder, string name, Func<string> text, string use)
    {
        try
        {
            OutputFiles.Write(Path.Combine(folder, name), text());
            return $"`{name}`: {use}";
        }
        catch (SparseEvalException exception)
        {
            File.Delete(Path.Combine(folder, name));
            return $"no `{name}`: {exception.Message}";
        }
    }

    private static string Item(Item item)
    {
        var node = new JsonObject { ["id"] = item.Id, ["prompt"] = item.Prompt };
        if (item.Options.Count > 0) node["options"] = new JsonArray([.. item.Options.Select(option => (JsonNode?)JsonValue.Create(option))]);
        node["answer"] = item.Answer;
        foreach (var (field, text) in item.Fields) node.TryAdd(field, JsonValue.Create(text));
        return node.ToJsonString(Plain);
    }
}
