namespace SparseEval.Cli;

/// <summary>Finds the benchmark and models that come with the project: the folder <c>data</c> here or above, or above the program.</summary>
internal static class BundledData
{
    public const string PlanName = "plan.yaml";

    public static string Plan() => Find(Directory.GetCurrentDirectory()) ?? Find(AppContext.BaseDirectory)
        ?? throw new SparseEvalException("The bundled benchmark (data/pocket) is not here. Run inside a clone of the project, or give --benchmark and --model, or a plan file.");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var plan = Path.Combine(folder.FullName, "data", "pocket", PlanName);
            if (File.Exists(plan)) return plan;
        }
        return null;
    }
}
