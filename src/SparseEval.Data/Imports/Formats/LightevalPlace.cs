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
        var folders = Above(Path.GetFullPath(path)).Select(folder => (Path: folder, Name: Path.GetFileName(folder))).ToList();
        var details = folders.FindIndex(folder => folder.Name == "details");
        if (details >= 2)
        {
            string[] model = [.. folders[1..details].Select(folder => folder.Name).Reverse()];
            var results = Path.Combine([Path.GetDirectoryName(folders[details].Path)!, "results", .. model, $"results_{folders[0].Name}.json"]);
            return new(string.Join('/', model), task, File.Exists(results) ? results : null);
        }
        var old = folders.Select(folder => folder.Name).FirstOrDefault(name => name.StartsWith("details_", StringComparison.Ordinal));
        return new(old?["details_".Length..].Replace("__", "/", StringComparison.Ordinal), task, null);
    }

    /// <summary>The task's stated metric in the results file.</summary>
    public double? Stated(string metric)
    {
        if (Results is null) return null;
        using var document = JsonText.TryDocument(Results);
        return document is null ? null : new JsonPlace(document.RootElement, Results)["results"]?[Task]?[metric]?.Number;
    }

    /// <summary>The folders that a file is in, its own first; a drive or the root comes last.</summary>
    private static IEnumerable<string> Above(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }
}
