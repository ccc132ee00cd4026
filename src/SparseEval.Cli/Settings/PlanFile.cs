using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SparseEval.Cli.Settings;

/// <summary>A plan in YAML: one <c>setting: value</c> a line, the settings named as the flags are. Every verb reads the same plan and passes over the settings of others.</summary>
internal static class PlanFile
{
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (Directory.Exists(path)) throw new SparseEvalException($"Plan '{path}' is a folder. Name a YAML file, or leave it out to run the bundled plan.");
        if (!File.Exists(path)) throw new SparseEvalException($"Plan '{path}' does not exist. Name a YAML file, or leave it out to run the bundled plan.");
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode map)
                throw new SparseEvalException($"Plan '{path}' must be one mapping of settings to values, such as 'limit: 300'.");
            return map.Children.ToDictionary(entry => Key(entry.Key, path), entry => Value(entry, path), StringComparer.Ordinal);
        }
        catch (YamlException exception)
        {
            throw new SparseEvalException($"{path}:{exception.Start.Line}: not valid YAML: {exception.Message}", exception);
        }
    }

    private static string Key(YamlNode node, string path)
    {
        var key = (node as YamlScalarNode)?.Value ?? "";
        if (KnownSettings.All.Any(setting => setting.Name == key)) return key;
        throw new SparseEvalException($"{path}:{node.Start.Line}: there is no setting '{key}'.{Allowed(key)}");
    }

    private static string Allowed(string key)
    {
        var names = KnownSettings.All.Select(setting => setting.Name).ToArray();
        return NearestName.Hint(key, names) is { Length: > 0 } hint ? hint : $" Settings are: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
    }

    private static string Value(KeyValuePair<YamlNode, YamlNode> entry, string path) => entry.Value switch
    {
        YamlScalarNode { Value: "" or null or "~" or "null" } => throw new SparseEvalException(
            $"{path}:{entry.Key.Start.Line}: '{entry.Key}' has no value. Give one, or leave the line out."),
        YamlScalarNode { Value: { } text } => text,
        YamlSequenceNode list when list.All(node => node is YamlScalarNode) => string.Join(',', list.Select(node => ((YamlScalarNode)node).Value)),
        _ => throw new SparseEvalException($"{path}:{entry.Value.Start.Line}: '{entry.Key}' must be a single value or a list of values."),
    };
}
