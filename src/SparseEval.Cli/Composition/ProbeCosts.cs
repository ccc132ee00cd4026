using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SparseEval.Cli.Settings;
using SparseEval.Evaluation;

namespace SparseEval.Cli.Composition;

/// <summary>What probes of a server spent, kept in the work folder until the next run on that server and model takes it into its ledger, once.</summary>
internal static class ProbeCosts
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Keeps a probe's cost; several add up.</summary>
    public static void Keep(SettingValues values, OpenAiEngineOptions server, ComputeCost cost, DateTimeOffset now)
    {
        var folder = Directory.CreateDirectory(Waiting(values, server)).FullName;
        var probe = new Probe("sparseeval.probe-cost/1", server.Server.AbsoluteUri, server.Model, now, cost.InputTokens, cost.OutputTokens, cost.CachedTokens, cost.EngineTime.TotalSeconds, cost.TokensUnknown);
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss-fff}-{Guid.NewGuid().ToString("N")[..8]}.json");
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(probe, Json));
    }

    /// <summary>All that this run's ledger has to count: what waits now becomes this run's, and what became so earlier stays, so that a resumed run says the same.</summary>
    public static ComputeCost Take(SettingValues values, RunFolder run)
    {
        if (Server(values) is { } server && Directory.Exists(Waiting(values, server)))
            foreach (var file in Directory.GetFiles(Waiting(values, server), "*.json")) Claim(file, run.Probes);
        return !Directory.Exists(run.Probes) ? ComputeCost.Zero : Directory.GetFiles(run.Probes, "*.json").Order(StringComparer.Ordinal).Aggregate(ComputeCost.Zero, (sum, file) => sum + Read(file));
    }

    private static OpenAiEngineOptions? Server(SettingValues values) => KserveComposer.Options(values) is null ? ServerComposer.Options(values) : null;

    private static string Waiting(SettingValues values, OpenAiEngineOptions server) =>
        Path.Combine(WorkFolder.PathOf(values), "probes", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server.Server.AbsoluteUri.TrimEnd('/')}\n{server.Model}")))[..16]);

    private static void Claim(string file, string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        catch (FileNotFoundException)
        {
            // Another run has taken it.
        }
    }

    private static ComputeCost Read(string file)
    {
        try
        {
            var probe = JsonSerializer.Deserialize<Probe>(File.ReadAllText(file), Json)!;
            return new() { InputTokens = probe.InputTokens, OutputTokens = probe.OutputTokens, CachedTokens = probe.CachedTokens, EngineTime = TimeSpan.FromSeconds(probe.Seconds), TokensUnknown = probe.TokensUnknown };
        }
        catch (Exception e) when (e is JsonException or OverflowException or ArgumentException or NullReferenceException)
        {
            throw new SparseEvalException($"The probe's cost in '{file}' cannot be read: {e.Message.TrimEnd('.')}. Delete the file; the ledger then leaves that probe out.", e);
        }
    }

    private sealed record Probe(string Schema, string Server, string Model, DateTimeOffset Finished, long InputTokens, long OutputTokens, long CachedTokens, double Seconds, bool TokensUnknown = false);
}
