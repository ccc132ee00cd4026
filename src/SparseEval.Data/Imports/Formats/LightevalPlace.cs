namespace SparseEval.Data;

/// <summary>What the path of a details file says: {root}/details/{model}/{date}/details_{task}_{date}.parquet, or a folder details_{organization}__{model}.</summary>
internal sealed record LightevalPlace(string? Model, string Task, string? Results)
{
    public static LightevalPlace Of(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        if (stem.StartsWith("details_", StringComparison.Ordinal)) stem = stem["details_".Length..];
        var last = stem.LastIndexOf('_');
        var task = last > 0 ? stem[..last] : stem;
        var folders = Path.GetDirectoryName(Path.GetFullPath(path))!.Split(Path.DirectorySeparatorChar);
        var details = Array.LastIndexOf(folders, "details");
        if (details >= 0 && folders.Length - details >= 3)
        {
            var model = string.Join('/', folders[(details + 1)..^1]);
            var results = Path.Combine([.. Rooted(folders[..details]), "results", .. folders[(details + 1)..^1], $"results_{folders[^1]}.json"]);
            return new(model, task, File.Exists(results) ? results : null);
        }
        var old = folders.LastOrDefault(folder => folder.StartsWith("details_", StringComparison.Ordinal));
        return new(old?["details_".Length..].Replace("__", "/", StringComparison.Ordinal), task, null);
    }

    /// <summary>The task's stated metric in the results file.</summary>
    public double? Stated(string metric)
    {
        if (Results is null) return null;
        using var document = JsonText.TryDocument(Results);
        return document is null ? null : new JsonPlace(document.RootElement, Results)["results"]?[Task]?[metric]?.Number;
    }

    private static string[] Rooted(string[] folders) => folders is ["", .. var below] ? [Path.DirectorySeparatorChar.ToString(), .. below] : folders;
}
