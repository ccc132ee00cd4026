using System.Globalization;
using SparseEval.Cli.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SparseEval.Cli.Composition.Policy;

/// <summary>Reads a policy. Every mistake is told with its line, and no key is passed over.</summary>
internal sealed class PolicyFile
{
    private readonly string _path;

    private PolicyFile(string path) => _path = path;

    public static GatePolicy Read(string path)
    {
        if (!File.Exists(path)) throw new SparseEvalException($"Policy '{path}' does not exist. Name a YAML file with benchmarks and their criteria (docs/ci.md).");
        try
        {
            using var reader = new StreamReader(path, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root) throw new SparseEvalException($"Policy '{path}' must be one mapping with 'version: 1' and 'benchmarks'.");
            return new PolicyFile(path).Policy(root);
        }
        catch (YamlException exception)
        {
            throw new SparseEvalException($"{path}:{exception.Start.Line}: not valid YAML: {exception.Message}", exception);
        }
        catch (System.Text.DecoderFallbackException exception)
        {
            throw new SparseEvalException($"Policy '{path}' is not UTF-8. Save it as UTF-8.", exception);
        }
    }

    private GatePolicy Policy(YamlMappingNode root)
    {
        var keys = Keys(root, PolicyKeys.Root, "a policy");
        if (!keys.TryGetValue("version", out var version) || Text(version) != "1") throw Fault(version ?? root, "a policy begins with 'version: 1', the only one there is");
        var confidence = keys.TryGetValue("confidence", out var level) ? Number(level, "confidence") : 0.95;
        if (confidence is not (> 0 and < 1)) throw Fault(level!, $"confidence {confidence} is not in (0, 1); give a share such as 0.95");
        var multiplicity = keys.TryGetValue("multiplicity", out var how) ? Enum.Parse<GateMultiplicity>(Word(how, PolicyKeys.Multiplicities, "multiplicity"), ignoreCase: true) : GateMultiplicity.Holm;
        var defaults = keys.TryGetValue("defaults", out var given) ? Keys(Map(given, "defaults"), PolicyKeys.Defaults, "defaults") : [];
        if (!keys.TryGetValue("benchmarks", out var benchmarks) || Map(benchmarks, "benchmarks") is not { Children.Count: > 0 } all) throw Fault(benchmarks ?? root, "'benchmarks' must name at least one benchmark");
        var entries = all.Children.Select(entry => Entry(Text(entry.Key), Map(entry.Value, Text(entry.Key)), defaults)).ToList();
        return entries.Any(e => e.Tier == "critical") ? new(_path, confidence, multiplicity, entries) : throw Fault(benchmarks, "no benchmark is critical, so a GO would rest on nothing that was shown good; make at least one critical");
    }

    private PolicyEntry Entry(string name, YamlMappingNode map, Dictionary<string, YamlNode> defaults)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Fault(map, "a benchmark's name is empty; give each a name");
        var keys = Keys(map, PolicyKeys.Entry, $"benchmark '{name}'");
        var tier = keys.GetValueOrDefault("tier") ?? defaults.GetValueOrDefault("tier");
        var entry = new PolicyEntry(name, tier is null ? "critical" : Word(tier, PolicyKeys.Tiers, "tier"), Criterion(name, map, keys, defaults))
        {
            Record = Place(keys, "record"),
            Baseline = Place(keys, "baseline"),
            Benchmark = Place(keys, "benchmark"),
            History = Place(keys, "history"),
            Plan = Place(keys, "plan"),
            Model = Place(keys, "model"),
            ModelName = keys.TryGetValue("model", out var model) ? Text(model) : null,
            BaselineModel = Place(keys, "baseline-model"),
            BaselineName = keys.TryGetValue("baseline-model", out var beside) ? Text(beside) : null,
            AssumeRandom = keys.TryGetValue("assume-random", out var random) && Word(random, ["true", "false"], "assume-random") == "true",
        };
        if (entry.Record is null == entry.Plan is null) throw Fault(map, $"benchmark '{name}' needs either 'record' (results that are there) or 'plan' (a plan file to run), and not both");
        if (entry.Plan is null && (entry.Model ?? entry.BaselineModel) is not null) throw Fault(map, $"benchmark '{name}' has a '{(entry.Model is null ? "baseline-model" : "model")}' and nothing to run it by; give 'plan', or leave it out");
        if (entry.Baseline is not null && entry.BaselineModel is not null) throw Fault(map, $"benchmark '{name}' has two baselines, 'baseline' and 'baseline-model'; keep one");
        if (entry.Plan is not null && (entry.Benchmark ?? entry.History) is not null || entry is { Plan: not null, AssumeRandom: true }) throw Fault(map, $"benchmark '{name}' runs a plan, which names benchmark and history itself; leave 'benchmark', 'history' and 'assume-random' out");
        var compared = entry.Baseline ?? entry.BaselineModel;
        if (entry.Criterion.IsPaired && compared is null) throw Fault(map, $"benchmark '{name}' has the criterion {entry.Criterion.Name} and no 'baseline' (results) or 'baseline-model' (to run) to compare with");
        if (!entry.Criterion.IsPaired && compared is not null) throw Fault(map, $"benchmark '{name}' has a '{(entry.Baseline is null ? "baseline-model" : "baseline")}', and a threshold is absolute; give max-drop or max-relative-drop, or leave it out");
        return entry;
    }

    private GateCriterion Criterion(string name, YamlMappingNode map, Dictionary<string, YamlNode> keys, Dictionary<string, YamlNode> defaults)
    {
        var from = GateSettings.Criteria.Any(c => keys.ContainsKey(c.Name)) ? keys : defaults;
        var given = GateSettings.Criteria.Where(c => from.ContainsKey(c.Name)).ToList();
        if (given.Count != 1) throw Fault(map, $"benchmark '{name}' needs one criterion of threshold, max-drop and max-relative-drop, and has {(given.Count == 0 ? "none" : string.Join(" and ", given.Select(c => c.Name)))}");
        var node = from[given[0].Name];
        try
        {
            return GateComposer.Criterion(given[0], Number(node, given[0].Name));
        }
        catch (SparseEvalException exception) when (!exception.Message.StartsWith(_path, StringComparison.Ordinal))
        {
            throw Fault(node, exception.Message);
        }
    }

    private Dictionary<string, YamlNode> Keys(YamlMappingNode map, IReadOnlyList<string> known, string where)
    {
        foreach (var key in map.Children.Keys)
            if (!known.Contains(Text(key))) throw Fault(key, $"{where} has no key '{Text(key)}'.{(NearestName.Hint(Text(key), known) is { Length: > 0 } hint ? hint : $" Keys are: {string.Join(", ", known)}.")}");
        return map.Children.ToDictionary(entry => Text(entry.Key), entry => entry.Value, StringComparer.Ordinal);
    }

    private YamlMappingNode Map(YamlNode node, string name) => node as YamlMappingNode ?? throw Fault(node, $"'{name}' must be a mapping of keys to values");

    private double Number(YamlNode node, string name) => double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : throw Fault(node, $"'{name}' is '{Text(node)}'; give a number such as 0.02");

    private string Word(YamlNode node, IReadOnlyList<string> known, string name) => known.Contains(Text(node)) ? Text(node)
        : throw Fault(node, $"'{name}' is '{Text(node)}'.{NearestName.Hint(Text(node), known)} Use one of: {string.Join(", ", known)}.");

    private string? Place(Dictionary<string, YamlNode> keys, string name) => !keys.TryGetValue(name, out var node) ? null
        : Text(node) is { Length: > 0 } text ? Path.GetFullPath(text, Path.GetDirectoryName(Path.GetFullPath(_path))!) : throw Fault(node, $"'{name}' is empty; give a path");

    private string Text(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Fault(node, "a single value is expected here");

    private SparseEvalException Fault(YamlNode node, string message) => new($"{_path}:{node.Start.Line}: {message.TrimEnd('.', '?')}{(message.EndsWith('?') ? "?" : ".")}");
}
