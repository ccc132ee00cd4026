using System.Collections;
using System.Reflection;

namespace SparseEval.Architecture.Tests;

public class CatalogPageTests
{
    private static readonly Dictionary<string, string> Folders = new()
    {
        ["Designs"] = "designs",
        ["Allocations"] = "allocations",
        ["Estimators"] = "estimators",
        ["Intervals"] = "intervals",
        ["HistoryModels"] = "history-models",
        ["ConfidenceSequences"] = "sequences",
        ["StoppingRules"] = "sequences",
        ["Scorers"] = "scorers",
        ["Engines"] = "engines",
    };

    public static TheoryData<string, string> Entries()
    {
        var entries = new TheoryData<string, string>();
        foreach (var type in House.Assemblies.Values.SelectMany(House.Types).Where(type => type is { IsPublic: true, IsAbstract: true, IsSealed: true }))
            if (Folders.TryGetValue(type.Name, out var folder) && type.GetProperty("All", BindingFlags.Static | BindingFlags.Public)?.GetValue(null) is { } all)
                foreach (var key in (IEnumerable)all.GetType().GetProperty("Keys")!.GetValue(all)!)
                    entries.Add(folder, (string)key);
        return entries;
    }

    [Theory, MemberData(nameof(Entries))]
    public void Every_catalog_entry_has_its_page(string folder, string name) =>
        Assert.True(File.Exists(Path.Combine(House.Root, "docs", folder, $"{name}.md")), $"docs/{folder}/{name}.md is missing.");

    [Theory]
    [InlineData("Designs"), InlineData("Allocations"), InlineData("Estimators"), InlineData("Intervals"), InlineData("ConfidenceSequences"), InlineData("StoppingRules"), InlineData("Scorers"), InlineData("Engines")]
    public void Every_catalog_lists_its_members(string catalog) =>
        Assert.Contains(Entries(), entry => entry.Data.Item1 == Folders[catalog]);
}
