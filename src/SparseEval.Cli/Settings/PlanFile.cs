using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SparseEval.Cli.Settings;

/// <summary>A plan in YAML: one <c>setting: value</c> a line, the settings named as the flags are.</summary>
internal static class PlanFile
{
    public static IReadOnlyDictionary<string, string> Read(string path, IReadOnlyList<Setting> known)
    {
        if (!File.Exists(path)) throw new SparseEvalException($"Plan '{path}' does not exist. Name a YAML file, or leave it out to run the bundled plan.");
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode map)
                throw new SparseEvalException($"Plan '{path}' must be one mapping of settings to values, such as 'limit: 300'.");
            return map.Children.ToDictionary(entry => Key(entry.Key, path, known), entry => Value(entry, path), StringComparer.Ordinal);
        }
        catch (YamlException exception)
        {
            throw new SparseEvalException($"{path}:{exception.Start.Line}: not valid YAML: {exception.Message}", exception);
        }
    }

    private static string Key(YamlNode node, string path, IReadOnlyList<Setting> known)
    {
        var key = (node as YamlScalarNode)?.Value ?? "";
        if (known.Any(setting => setting.Name == key)) return key;
        throw new SparseEvalException($"{path}:{node.Start.Line}: there is no setting '{key}'. Settings are: {string.Join(", ", known.Select(s => s.Name).Order(StringComparer.Ordinal))}.");
    }

    private static string Value(KeyValuePair<YamlNode, YamlNode> entry, string path) => entry.Value switch
    {
        YamlScalarNode { Value: { } text } => text,
        YamlSequenceNode list when list.All(node => node is YamlScalarNode) => string.Join(',', list.Select(node => ((YamlScalarNode)node).Value)),
        _ => throw new SparseEvalException($"{path}:{entry.Value.Start.Line}: '{entry.Key}' must be a single value or a list of values."),
    };
}
