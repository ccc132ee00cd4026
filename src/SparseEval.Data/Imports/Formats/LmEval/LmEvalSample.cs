using System.Globalization;
using System.Text.Json;

namespace SparseEval.Data;

/// <summary>One line of a samples file.</summary>
internal static class LmEvalSample
{
    /// <summary>Files of before 2024 have no filters; results call it so.</summary>
    public const string NoFilter = "none";

    private static readonly string[] Questions = ["question", "Question", "problem", "Problem", "query", "prompt", "input", "text", "goal", "sentence"];
    private static readonly string[] NoMetrics = ["doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter", "metrics", "doc_hash", "prompt_hash", "target_hash"];

    /// <summary>The metrics that a line has: as its list says, else every number beside the known keys.</summary>
    public static IReadOnlyList<string> Metrics(JsonPlace line)
    {
        var scalar = line["metrics"] is { IsArray: true } named ? named.Elements().Select(e => e.Text ?? "")
            : line.Members().Where(m => !NoMetrics.Contains(m.Name) && m.Value.Element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False).Select(m => m.Name);
        return [.. scalar.Where(line.Has)];
    }

    public static void Add(RunBuilder run, JsonPlace line, string task, string metric)
    {
        var id = line.RequireText("doc_id");
        if (!line.Has(metric)) throw line.Error($"the sample has no metric '{metric}', which the first has. It has: {CsvTable.Shortened([.. Metrics(line)])}. Give files of one task each.");
        var item = $"{task}/{id}";
        run.Add(item, ScoreValue.Of(line[metric], metric, run.Full), line.Where, missing: ScoreValue.Lacking(line[metric]));
        run.Hash(item, line["doc_hash"]?.Text);
        if (!run.Describes(item)) run.Describe(Question(item, line, task, id));
    }

    private static Item Question(string item, JsonPlace line, string task, string id)
    {
        var doc = line["doc"];
        var prompt = Questions.Select(key => doc?[key]).FirstOrDefault(value => value?.Element.ValueKind == JsonValueKind.String)?.Text ?? Context(line);
        var (options, answer) = (Options(line), line["target"]?.Text);
        if (options.Count > 1 && int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < options.Count) answer = options[index];
        var fields = ItemText.Fields(doc, Questions);
        (fields["task"], fields["doc_id"]) = (task, id);
        return ItemText.Make(item, prompt, answer?.Trim(), options, fields);
    }

    private static string? Context(JsonPlace line) => line["arguments"]?["gen_args_0"]?["arg_0"]?.Text;

    private static List<string> Options(JsonPlace line)
    {
        if (line["arguments"] is not { IsObject: true } requests) return [];
        var texts = requests.Members().Select(request => request.Value["arg_1"]?.Text?.Trim()).ToList();
        return texts.Contains(null) ? [] : [.. texts.OfType<string>()];
    }
}
