using System.Text.Json;

namespace SparseEval.Data;

/// <summary>The files of one run of HELM.</summary>
internal sealed class HelmRun : IDisposable
{
    private readonly string _folder;
    private readonly List<JsonDocument> _open = [];
    private readonly List<string> _paths = [];
    private readonly JsonPlace? _stats;

    public HelmRun(string folder)
    {
        _folder = folder;
        Spec = Open("run_spec.json")!.Value;
        _stats = Open("stats.json");
    }

    public JsonPlace Spec { get; }

    /// <summary>Files that were read.</summary>
    public IReadOnlyList<string> Paths => _paths;

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, "run_spec.json"))
        && (File.Exists(Path.Combine(folder, "per_instance_stats.json")) || File.Exists(Path.Combine(folder, "display_predictions.json")));

    /// <summary>Figures by instance and trial; display_predictions.json, which names no split, where there is nothing else.</summary>
    public IEnumerable<HelmInstance> Instances(ImportOptions options)
    {
        if (Open("per_instance_stats.json") is not { } instances) return Open("display_predictions.json")!.Value.Elements().Select(p => Of(p, options.Split ?? "test",
            p.Require("stats").Members().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal)));
        return from instance in instances.Elements()
               from split in instance.Require("stats").Elements().GroupBy(s => s.Require("name").RequireText("split"), StringComparer.Ordinal)
               select Of(instance, split.Key, Figures(split));
    }

    /// <summary>Metrics of single instances that are stated for a split.</summary>
    public IReadOnlyCollection<string> Metrics(string split) => _stats is not { } stats ? ["exact_match"]
        : [.. stats.Elements().Where(s => s.Require("name")["split"]?.Text == split && s["name"]?["perturbation"] is null).Select(s => s.Require("name").RequireText("name"))];

    /// <summary>The stated mean of a metric over a split, without perturbations.</summary>
    public double? Stated(string metric, string split) => _stats?.Elements().Where(s => s["name"] is { } name && name["name"]?.Text == metric && name["split"]?.Text == split
        && name["perturbation"] is null && name["sub_split"] is null).Select(s => s["mean"]?.Number).FirstOrDefault();

    /// <summary>Questions of scenario_state.json (or instances.json) by instance.</summary>
    public IReadOnlyDictionary<string, Item> Questions()
    {
        var instances = Open("instances.json")?.Elements() ?? Open("scenario_state.json")?.Require("request_states").Elements().Select(state => state.Require("instance")) ?? [];
        var questions = new Dictionary<string, Item>(StringComparer.Ordinal);
        foreach (var instance in instances.Where(i => i["perturbation"] is null && i["id"] is not null)) questions.TryAdd(instance.RequireText("id"), Question(instance));
        return questions;
    }

    public void Dispose()
    {
        foreach (var document in _open) document.Dispose();
    }

    private static Dictionary<string, JsonPlace> Figures(IEnumerable<JsonPlace> stats)
    {
        var figures = new Dictionary<string, JsonPlace>(StringComparer.Ordinal);
        foreach (var stat in stats)
            if (stat["mean"] is { } mean && stat["name"]?["perturbation"] is null && !figures.TryAdd(stat.Require("name").RequireText("name"), mean))
                throw stat.Error($"the figure '{stat["name"]?["name"]?.Text}' stands twice in one instance.");
        return figures;
    }

    private static HelmInstance Of(JsonPlace instance, string split, IReadOnlyDictionary<string, JsonPlace> figures) =>
        new(instance.RequireText("instance_id"), split, instance["train_trial_index"]?.Text ?? "0", instance["perturbation"] is not null, instance.Where, figures);

    private static Item Question(JsonPlace instance)
    {
        var references = instance["references"] is { IsArray: true } list ? list.Elements().ToList() : [];
        var right = references.FirstOrDefault(r => r["tags"] is { IsArray: true } tags && tags.Elements().Any(tag => tag.Text == "correct"));
        var input = instance["input"];
        return ItemText.Make(instance.RequireText("id"), input?["text"]?.Text ?? input?.Text, right["output"]?["text"]?.Text, [.. references.Select(r => r["output"]?["text"]?.Text ?? "")],
            ItemText.Fields(instance, "id", "input", "split"));
    }

    private JsonPlace? Open(string name)
    {
        var path = Path.Combine(_folder, name);
        if (!File.Exists(path)) return null;
        var document = JsonText.TryDocument(path) ?? throw new SparseEvalException($"'{path}' is no JSON document. Fetch the run's folder again.");
        _open.Add(document);
        if (!_paths.Contains(path)) _paths.Add(path);
        return new JsonPlace(document.RootElement, path);
    }
}
