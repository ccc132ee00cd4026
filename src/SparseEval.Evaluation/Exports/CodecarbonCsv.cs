using System.Globalization;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>Run records as the emissions.csv of codecarbon, so that its readers and dashboards take them. What a record does not know is empty, never 0.</summary>
public static class CodecarbonCsv
{
    private static readonly string[] Columns =
    [
        "timestamp", "project_name", "run_id", "experiment_id", "duration", "emissions", "emissions_rate", "cpu_power", "gpu_power", "ram_power", "cpu_energy", "gpu_energy", "ram_energy", "energy_consumed",
        "water_consumed", "country_name", "country_iso_code", "region", "cloud_provider", "cloud_region", "os", "python_version", "codecarbon_version", "cpu_count", "cpu_model", "gpu_count", "gpu_model", "longitude",
        "latitude", "ram_total_size", "tracking_mode", "on_cloud", "pue", "wue",
    ];

    private const double JoulesPerKilowattHour = 3.6e6;

    /// <summary>A header and one line a record: its time, benchmark and model, wall seconds, and where the engine measured energy, kWh and watts.</summary>
    /// <param name="records">In the order of the lines.</param>
    /// <param name="kilogramsPerKilowattHour">Carbon intensity of the electricity, or null where emissions are not to be said.</param>
    public static string Write(IEnumerable<RunRecord> records, double? kilogramsPerKilowattHour = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        var text = new StringBuilder().AppendJoin(',', Columns).Append('\n');
        foreach (var record in records)
        {
            var line = Line(record, kilogramsPerKilowattHour);
            text.AppendJoin(',', Columns.Select(column => Csv.Quoted(line.GetValueOrDefault(column, "")))).Append('\n');
        }
        return text.ToString();
    }

    private static Dictionary<string, string> Line(RunRecord record, double? intensity)
    {
        var seconds = record.Timings.Wall.TotalSeconds;
        var line = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["timestamp"] = record.Timings.Finished.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            ["project_name"] = record.Benchmark.Name,
            ["run_id"] = record.RunHash,
            ["experiment_id"] = record.Engine.Model,
            ["duration"] = Text(seconds),
            ["gpu_model"] = record.Engine.Provider,
            ["tracking_mode"] = "process",
        };
        if (record.Ledger.Spent.EnergyJoules is not { Value: var joules }) return line;
        var energy = joules / JoulesPerKilowattHour;
        line["gpu_energy"] = line["energy_consumed"] = Text(energy);
        if (seconds > 0) line["gpu_power"] = Text(joules / seconds);
        if (intensity is not { } perKilowattHour) return line;
        line["emissions"] = Text(energy * perKilowattHour);
        if (seconds > 0) line["emissions_rate"] = Text(energy * perKilowattHour / seconds);
        return line;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
